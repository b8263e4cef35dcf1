import { Button, Group, Select, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterCondition } from '../../../platform/filter.ts';
import { filterOperators, type FilterOperator } from '../../../platform/filter-fields.ts';
import { isComplete, offeredOperators, periods, type FilterTarget } from './filter-model.ts';
import { FilterValueEditor } from './filter-value-editor.tsx';

interface FilterEditorProps {
  targets: FilterTarget[];
  condition: FilterCondition | null;
  onApply: (condition: FilterCondition) => void;
  onRemove?: () => void;
}

function startOf(target: FilterTarget, op?: FilterOperator): FilterCondition {
  const first = op ?? offeredOperators[target.field.kind][0] ?? 'eq';
  const { kind } = target.field;
  if (kind === 'bool') return { field: target.path, op: first, value: true };
  if (first === 'between')
    return {
      field: target.path,
      op: first,
      value: kind === 'date' || kind === 'instant' ? [...(periods['thisMonth'] ?? [])] : ['', ''],
    };
  return { field: target.path, op: first };
}

/** One condition: field, operator, value. */
export function FilterEditor({ targets, condition, onApply, onRemove }: FilterEditorProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<FilterCondition | null>(condition);
  const target = targets.find(({ path }) => path === draft?.field);
  const labelOf = ({ labels }: FilterTarget): string => labels.map((key) => t(key)).join(' · ');
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // React events bubble through portals: without this the form of the page would be sent too.
    event.stopPropagation();
    if (draft && isComplete(draft)) onApply(draft);
  };
  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="xs">
        <Select
          aria-label={t('web:filter.field')}
          placeholder={t('web:filter.chooseField')}
          data={targets.map((each) => ({ value: each.path, label: labelOf(each) }))}
          value={draft?.field ?? null}
          onChange={(path) => {
            const next = targets.find((each) => each.path === path);
            if (next) setDraft(startOf(next));
          }}
          searchable
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={260}
          autoFocus={draft === null}
        />
        {target && draft ? <OperatorSelect target={target} draft={draft} onChange={setDraft} /> : null}
        {target && draft ? (
          <FilterValueEditor
            target={target}
            condition={draft}
            onChange={(value) => setDraft(value === undefined ? { field: draft.field, op: draft.op } : { ...draft, value })}
          />
        ) : null}
        <Group justify="space-between">
          {onRemove ? (
            <Button variant="subtle" color="gray" onClick={onRemove}>
              {t('web:filter.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" disabled={!draft || !isComplete(draft)}>
            {t('web:actions.apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface OperatorSelectProps {
  target: FilterTarget;
  draft: FilterCondition;
  onChange: (draft: FilterCondition) => void;
}

function OperatorSelect({ target, draft, onChange }: OperatorSelectProps) {
  const { t } = useTranslation();
  const operators = offeredOperators[target.field.kind];
  const isTime = target.field.kind === 'date' || target.field.kind === 'instant';
  if (operators.length < 2) return null;
  const choose = (chosen: string | null): void => {
    const op = filterOperators.find((known) => known === chosen);
    if (!op) return;
    const isList = op === 'in' || op === 'notIn';
    onChange({ ...startOf(target, op), ...(isList && Array.isArray(draft.value) ? { value: draft.value } : {}) });
  };
  return (
    <Select
      aria-label={t('web:filter.operator')}
      data={operators.map((op) => ({ value: op, label: t(isTime ? `web:filter.timeOps.${op}` : `web:filter.ops.${op}`) }))}
      value={draft.op}
      onChange={choose}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
    />
  );
}
