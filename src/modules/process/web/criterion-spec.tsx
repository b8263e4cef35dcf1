import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { IntegerInput, MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { activityKinds } from '../../timeline/contract.ts';
import type { CriterionInput, CriterionSpec } from '../contract.ts';
import { factKeys } from '../facts/contract.ts';
import { type DesignerField, rulesOf } from './designer-rules.ts';

interface SpecProps {
  criterion: Pick<CriterionInput, 'kind' | 'spec'>;
  fields: readonly DesignerField[];
  onChange: (spec: CriterionSpec) => void;
}

/** What makes a criterion hold, by its kind. A checklist is ticked by hand: nothing more is asked. */
export function SpecEditor({ criterion, fields, onChange }: SpecProps) {
  const { kind, spec } = criterion;
  if (kind === 'fact') return <FactSpec spec={spec} onChange={onChange} />;
  if (kind === 'field') return <FieldSpec spec={spec} fields={fields} onChange={onChange} />;
  return kind === 'activity' ? <ActivitySpec spec={spec} onChange={onChange} /> : null;
}

interface OneSpecProps {
  spec: CriterionSpec;
  onChange: (spec: CriterionSpec) => void;
}

function FactSpec({ spec, onChange }: OneSpecProps) {
  const { t } = useTranslation();
  const own = spec.fact && !factKeys.some((key) => key === spec.fact) ? [{ value: spec.fact, label: spec.fact }] : [];
  return (
    <Select
      label={t('process:choices.criterionKind.fact')}
      description={t('process:screens.factHint')}
      searchable
      allowDeselect={false}
      value={spec.fact ?? null}
      data={[...factKeys.map((key) => ({ value: key, label: t(`process:defaults.criteria.${key}.name`) })), ...own]}
      onChange={(fact) => (fact ? onChange({ fact }) : undefined)}
    />
  );
}

function FieldSpec({ spec, fields, onChange }: OneSpecProps & { fields: readonly DesignerField[] }) {
  const { t } = useTranslation();
  const field = fields.find(({ key }) => key === spec.field);
  const rules = field ? rulesOf(field) : (['isNotEmpty'] as const);
  const rule = rules.find((one) => one === spec.rule) ?? 'isNotEmpty';
  return (
    <>
      <Select
        label={t('process:screens.ofTheDeal')}
        searchable
        allowDeselect={false}
        value={spec.field ?? null}
        data={fields.map(({ key, label }) => ({ value: key, label }))}
        onChange={(key) => (key ? onChange({ field: key }) : undefined)}
      />
      <Select
        label={t('process:screens.must')}
        allowDeselect={false}
        value={rule}
        data={rules.map((one) => ({ value: one, label: t(`process:choices.fieldRule.${one}`) }))}
        onChange={(next) => {
          const chosen = rules.find((one) => one === next) ?? 'isNotEmpty';
          onChange({ field: spec.field, ...(chosen === 'isNotEmpty' ? {} : { rule: chosen }) });
        }}
      />
      {field && rule !== 'isNotEmpty' ? (
        <ValueInput field={field} value={spec.value} onChange={(value) => onChange({ field: spec.field, rule, value })} />
      ) : null}
    </>
  );
}

interface ValueInputProps {
  field: DesignerField;
  value: CriterionSpec['value'];
  onChange: (value: CriterionSpec['value']) => void;
}

function ValueInput({ field, value, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const format = useFormat();
  const label = t('process:screens.value');
  const number = typeof value === 'number' ? value : null;
  const text = typeof value === 'string' ? value : null;
  const keep = (next: number | string | null): void => onChange(next ?? undefined);
  switch (field.kind) {
    case 'money':
      return <MoneyInput label={label} currency={place.currency} value={number} onChange={keep} />;
    case 'percent':
      return <PercentInput label={label} value={number} onChange={keep} />;
    case 'date':
      return <DateInput label={label} value={text ?? format.today()} onChange={keep} />;
    case 'choice':
      return <Select label={label} allowDeselect={false} value={text} data={[...(field.choices ?? [])]} onChange={keep} />;
    case 'integer':
      return <IntegerInput label={label} value={number} onChange={keep} />;
    default:
      return <TextInput label={label} value={text ?? ''} onChange={(event) => keep(event.currentTarget.value)} />;
  }
}

function ActivitySpec({ spec, onChange }: OneSpecProps) {
  const { t } = useTranslation();
  return (
    <>
      <MultiSelect
        label={t('process:screens.activityKinds')}
        placeholder={spec.activityKinds?.length ? '' : t('process:screens.anyKind')}
        value={[...(spec.activityKinds ?? [])]}
        data={activityKinds.map((kind) => ({ value: kind, label: t(`timeline:choices.activity.kind.${kind}`) }))}
        onChange={(kinds) => {
          const { activityKinds: _, ...rest } = spec;
          onChange(kinds.length === 0 ? rest : { ...rest, activityKinds: kinds });
        }}
      />
      <Checkbox
        label={t('process:screens.isTwoWay')}
        checked={spec.isTwoWay ?? false}
        onChange={(event) => {
          const { isTwoWay: _, ...rest } = spec;
          onChange(event.currentTarget.checked ? { ...rest, isTwoWay: true } : rest);
        }}
      />
      <Checkbox
        label={t('process:screens.isDone')}
        checked={spec.isDone ?? false}
        onChange={(event) => {
          const { isDone: _, ...rest } = spec;
          onChange(event.currentTarget.checked ? { ...rest, isDone: true } : rest);
        }}
      />
    </>
  );
}
