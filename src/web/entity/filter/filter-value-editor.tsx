import { Checkbox, Group, MultiSelect, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FilterValue } from '../../../platform/filter-values.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { IntegerInput, MoneyInput, PercentInput } from '../../ui/number-fields.tsx';
import { usePlace } from '../../use-format.ts';
import { namesIn } from '../../../platform/filter-fields.ts';
import { choiceLabelKey } from '../entity-ui.ts';
import { needsValue, periodOf, periods, type FilterTarget } from './filter-model.ts';
import { RefListEditor } from './ref-list-editor.tsx';
import { listOf, type ValueEditorProps } from './value-editor.ts';

/** The value of a condition, by the kind of its field and what its operator needs. */
export function FilterValueEditor(props: ValueEditorProps) {
  const { target, condition } = props;
  if (!needsValue(condition.op)) return null;
  switch (target.field.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent':
      return <MeasureEditor {...props} />;
    case 'date':
    case 'instant':
      return <DaysEditor {...props} />;
    case 'bool':
      return <YesNoEditor {...props} />;
    case 'choice':
    case 'choices':
      return <ChoicesEditor {...props} />;
    case 'ref':
    case 'user':
    case 'team':
      return <RefListEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
}

function TextEditor({ condition, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const isList = condition.op === 'in' || condition.op === 'notIn';
  const text = listOf(condition.value)
    .filter((part) => typeof part === 'string')
    .join(', ');
  return (
    <TextInput
      aria-label={t('web:filter.value')}
      placeholder={isList ? t('web:filter.commaSeparated') : ''}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        onChange(isList ? typed.split(/,\s*/).filter((part) => part !== '') : typed);
      }}
      data-autofocus
      autoComplete="off"
    />
  );
}

function NumberPart({
  target,
  value,
  onChange,
  label,
}: {
  target: FilterTarget;
  value: FilterValue | undefined;
  onChange: (value: number | undefined) => void;
  label: string;
}) {
  const { currency } = usePlace();
  const props = {
    'aria-label': label,
    value: typeof value === 'number' ? value : null,
    onChange: (next: number | null) => onChange(next ?? undefined),
  };
  if (target.field.kind === 'money') return <MoneyInput {...props} currency={currency} />;
  if (target.field.kind === 'percent') return <PercentInput {...props} />;
  return <IntegerInput {...props} />;
}

function MeasureEditor({ target, condition, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const [from, to] = listOf(condition.value);
  if (condition.op !== 'between')
    return <NumberPart target={target} value={from} onChange={onChange} label={t('web:filter.value')} />;
  const pair = (a: FilterValue | undefined, b: FilterValue | undefined): void => onChange([a ?? '', b ?? '']);
  return (
    <Group gap="xs" wrap="nowrap">
      <NumberPart target={target} value={from} onChange={(next) => pair(next, to)} label={t('web:filter.from')} />
      <span>–</span>
      <NumberPart target={target} value={to} onChange={(next) => pair(from, next)} label={t('web:filter.to')} />
    </Group>
  );
}

function dayOf(value: FilterValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 10) : null;
}

function DaysEditor({ condition, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const [from, to] = listOf(condition.value);
  const period = periodOf(condition.value);
  if (condition.op !== 'between') {
    return (
      <DateInput
        withinPortal={false}
        aria-label={t('web:filter.value')}
        value={dayOf(from)}
        onChange={(day) => onChange(day ?? undefined)}
      />
    );
  }
  const custom = 'custom';
  const options = [...Object.keys(periods), custom].map((name) => ({ value: name, label: t(`web:filter.periods.${name}`) }));
  return (
    <Stack gap="xs">
      <Select
        aria-label={t('web:filter.period')}
        data={options}
        value={period ?? custom}
        onChange={(name) => onChange(name && name !== custom ? [...(periods[name] ?? [])] : ['', ''])}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
      {period ? null : (
        <>
          <DateInput
            withinPortal={false}
            aria-label={t('web:filter.from')}
            value={dayOf(from)}
            onChange={(day) => onChange([day ?? '', dayOf(to) ?? ''])}
          />
          <DateInput
            withinPortal={false}
            aria-label={t('web:filter.to')}
            value={dayOf(to)}
            onChange={(day) => onChange([dayOf(from) ?? '', day ?? ''])}
          />
        </>
      )}
    </Stack>
  );
}

function YesNoEditor({ condition, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('web:filter.value')}
      data={[
        { value: 'true', label: t('web:states.yes') },
        { value: 'false', label: t('web:states.no') },
      ]}
      value={condition.value === false ? 'false' : 'true'}
      onChange={(next) => onChange(next === 'true')}
    />
  );
}

function ChoicesEditor({ target, condition, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const key = namesIn(target.path).at(-1) ?? '';
  const data = (target.field.choices ?? []).map((choice) => ({
    value: choice,
    label: t(choiceLabelKey(target.owner, key, choice)),
  }));
  const value = listOf(condition.value).filter((part) => typeof part === 'string');
  if (data.length > 10)
    return (
      <MultiSelect
        aria-label={t('web:filter.value')}
        data={data}
        value={value}
        onChange={onChange}
        searchable
        comboboxProps={{ withinPortal: false }}
      />
    );
  return (
    <Checkbox.Group value={value} onChange={onChange} aria-label={t('web:filter.value')}>
      <Stack gap={8}>
        {data.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
