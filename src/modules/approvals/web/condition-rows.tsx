import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import type { ApprovalRule, SubjectInfo } from '../chains/contract.ts';
import { operators } from '../conditions/contract.ts';
import classes from './approvals.module.css';
import { ValueInput } from './value-input.tsx';

type Condition = ApprovalRule['conditions'][number];
type Field = SubjectInfo['fields'][number];
type Operator = Condition['op'];

const ordered: readonly Operator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'ne', 'isEmpty'];
const byKind: Partial<Record<Field['kind'], readonly Operator[]>> = {
  flag: ['isTrue', 'isFalse'],
  text: ['eq', 'ne', 'isEmpty'],
  user: ['eq', 'ne', 'isEmpty'],
};
const operatorsOf = (field: Field | undefined): readonly Operator[] => (field && byKind[field.kind]) ?? ordered;
const plain: readonly Operator[] = ['isTrue', 'isFalse', 'isEmpty'];

interface ConditionRowsProps {
  subject: SubjectInfo;
  conditions: readonly Condition[];
  onChange: (conditions: Condition[]) => void;
}

/** When a rule fires: all of these hold. */
export function ConditionRows({ subject, conditions, onChange }: ConditionRowsProps) {
  const { t } = useTranslation();
  const [first] = subject.fields;
  const add = (): void => {
    if (first) onChange([...conditions, { field: first.key, op: operatorsOf(first)[0] ?? 'eq', value: null }]);
  };
  return (
    <fieldset className={classes['part']}>
      <legend>{t('approvals:rules.when')}</legend>
      {conditions.length === 0 ? <p className={classes['sub']}>{t('approvals:rules.whenAlways')}</p> : null}
      {conditions.map((condition, index) => (
        <ConditionRow
          key={`${index} ${condition.field}`}
          subject={subject}
          condition={condition}
          onChange={(next) => onChange(conditions.map((one, at) => (at === index ? next : one)))}
          onRemove={() => onChange(conditions.filter((_one, at) => at !== index))}
        />
      ))}
      <Button variant="subtle" size="compact-sm" justify="flex-start" onClick={add} disabled={conditions.length >= 20}>
        {t('approvals:rules.addCondition')}
      </Button>
    </fieldset>
  );
}

interface ConditionRowProps {
  subject: SubjectInfo;
  condition: Condition;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

function ConditionRow({ subject, condition, onChange, onRemove }: ConditionRowProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<NamedRef | null>(null);
  const { field: key, op, value = null } = condition;
  const field = subject.fields.find((one) => one.key === key);
  return (
    <div className={`${classes['line'] ?? ''} ${classes['condition'] ?? ''}`}>
      <Select
        aria-label={t('approvals:rules.field')}
        data={subject.fields.map((one) => ({ value: one.key, label: one.label }))}
        value={key}
        allowDeselect={false}
        onChange={(next) => {
          const chosen = subject.fields.find((one) => one.key === next);
          if (chosen) onChange({ field: chosen.key, op: operatorsOf(chosen)[0] ?? 'eq', value: null });
        }}
      />
      <Select
        aria-label={t('approvals:rules.operator')}
        data={operatorsOf(field).map((one) => ({ value: one, label: t(`approvals:opShort.${one}`) }))}
        value={op}
        allowDeselect={false}
        onChange={(next) => onChange({ ...condition, op: operators.find((one) => one === next) ?? op })}
      />
      {field && !plain.includes(op) ? (
        <ValueInput
          kind={field.kind}
          choices={field.choices}
          label={t('approvals:rules.value')}
          value={value}
          person={person}
          onPerson={setPerson}
          onChange={(next) => onChange({ ...condition, value: next })}
        />
      ) : null}
      <ActionIcon
        className={classes['fixed']}
        variant="subtle"
        size={36}
        onClick={onRemove}
        aria-label={t('approvals:rules.removeCondition')}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
