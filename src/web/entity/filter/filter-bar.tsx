import { Button, Popover, Skeleton } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterCondition, FilterNode } from '../../../platform/filter.ts';
import { loadPart } from '../../load-part.ts';
import { ConditionText } from './condition-text.tsx';
import { filterOf, filterTargets, partsOf, type FilterEntity, type FilterTarget } from './filter-model.ts';
import classes from './filter.module.css';

const FilterEditor = lazy(async () => ({ default: (await loadPart(() => import('./filter-editor.tsx'))).FilterEditor }));

interface FilterBarProps {
  ui: FilterEntity;
  /** The name of the open view says it already: on the phone the chips do not take a row to say it again. */
  isSaid?: boolean;
  filter: FilterNode | null;
  onChange: (filter: FilterNode | null) => void;
}

/** The conditions of a list as chips; each opens its editor, + adds one. */
export function FilterBar({ ui, isSaid, filter, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const targets = filterTargets(ui);
  const parts = partsOf(filter);
  const replace = (index: number, next: FilterCondition | null): void => {
    onChange(filterOf(parts.flatMap((each, at) => (at === index ? (next ? [next] : []) : [each]))));
  };
  return (
    <div className={classes['bar']} data-said={isSaid || undefined} role="group" aria-label={t('web:filter.label')}>
      {parts.map((part, index) =>
        'field' in part ? (
          <ConditionChip
            key={`${part.field}.${part.op}.${index}`}
            targets={targets}
            condition={part}
            onChange={(next) => replace(index, next)}
          />
        ) : (
          <FilterChip key={JSON.stringify(part)} onClear={() => replace(index, null)} clearLabel={t('web:filter.remove')}>
            <span className={classes['text']}>{t('web:filter.advanced')}</span>
          </FilterChip>
        ),
      )}
      <AddFilter targets={targets} onAdd={(condition) => onChange(filterOf([...parts, condition]))} />
    </div>
  );
}

function FilterChip({ children, onClear, clearLabel }: { children: ReactNode; onClear: () => void; clearLabel: string }) {
  return (
    <span className={classes['chip']}>
      {children}
      <button type="button" className={classes['clear']} aria-label={clearLabel} onClick={onClear}>
        <IconX size={13} aria-hidden="true" />
      </button>
    </span>
  );
}

interface ConditionChipProps {
  targets: FilterTarget[];
  condition: FilterCondition;
  onChange: (condition: FilterCondition | null) => void;
}

function ConditionChip({ targets, condition, onChange }: ConditionChipProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const target = targets.find(({ path }) => path === condition.field);
  const apply = (next: FilterCondition | null): void => {
    setOpen(false);
    onChange(next);
  };
  return (
    <FilterChip onClear={() => onChange(null)} clearLabel={t('web:filter.remove')}>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={300} trapFocus>
        <Popover.Target>
          <button type="button" className={classes['text']} onClick={() => setOpen(!isOpen)}>
            {target ? <ConditionText target={target} condition={condition} /> : condition.field}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense fallback={<Skeleton height={120} />}>
            <FilterEditor targets={targets} condition={condition} onApply={apply} onRemove={() => apply(null)} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </FilterChip>
  );
}

function AddFilter({ targets, onAdd }: { targets: FilterTarget[]; onAdd: (condition: FilterCondition) => void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  // The button answers first, the editor is drawn after it.
  const isDrawn = useDeferredValue(isOpen);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={300} trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFilter size={15} />}
          onClick={() => setOpen(!isOpen)}
        >
          {t('web:filter.add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<Skeleton height={84} />}>
          {isDrawn ? (
            <FilterEditor
              targets={targets}
              condition={null}
              onApply={(condition) => {
                setOpen(false);
                onAdd(condition);
              }}
            />
          ) : (
            <Skeleton height={84} />
          )}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
