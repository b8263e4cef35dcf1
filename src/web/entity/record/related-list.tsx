import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterNode } from '../../../platform/filter.ts';
import { nounOf, queryOf } from '../../api.ts';
import { recordPath } from '../../kinds.ts';
import { lazyOpen } from '../../lazy-open.tsx';
import { useMay } from '../../session.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { rowValue, titleOf, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldValue } from '../field-value.tsx';
import type { FormValues } from '../form-values.ts';
import { isEmpty } from '../read-values.ts';
import classes from './related-list.module.css';

const EntityForm = lazyOpen(async () => (await import('../entity-form.tsx')).EntityForm);

interface RelatedListProps {
  ui: EntityUi;
  /** Words for the heading; the kind's own name unless given. */
  title?: string;
  /** Which ones, e.g. `{ field: 'account', op: 'eq', value: row.id }`. */
  filter: FilterNode;
  /** Values a new one starts with, e.g. `{ account: { id, name } }`. */
  preset?: FormValues;
  /** Facts shown beside the title, by field. */
  facts?: readonly string[];
  sort?: string;
  /** Stands where a new one is added, in place of the kind's own form. */
  action?: ReactNode;
}

const shownRows = 20;

/** Records of another kind that belong to this one, with a way to add one and to see them all. */
export function RelatedList({ ui, title, filter, preset, facts = [], sort, action }: RelatedListProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const text = JSON.stringify(filter);
  const query = useQuery(queryOf(ui.api.list, { query: { filter: text, limit: shownRows, ...(sort ? { sort } : {}) } }));
  const name = t(`${ui.module}:objects.${ui.object}.other`);
  const one = t(`${ui.module}:objects.${ui.object}.one`);
  const rows = query.data?.data ?? [];
  const add = may(ui.object, 'create') ? (
    <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={() => setNew(true)}>
      {t('web:actions.newOf', { name: one })}
    </Button>
  ) : null;
  return (
    <Card title={title ?? name} aside={action ?? add}>
      {query.isPending ? <Skeleton height={16} m="md" /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && rows.length === 0 ? <p className={classes['none']}>{t('web:list.empty', { name })}</p> : null}
      <ul className={classes['list']}>
        {rows.map((row) => (
          <RelatedRow key={row.id} ui={ui} row={row} facts={facts} />
        ))}
      </ul>
      {query.data?.nextCursor ? (
        <Link className={classes['all']} to={`/${nounOf(ui.api.list)}`} search={{ filter }}>
          {t('web:record.showAll')}
        </Link>
      ) : null}
      <EntityForm ui={ui} row={null} preset={preset} isOpen={isNew} onClose={() => setNew(false)} onSaved={() => setNew(false)} />
    </Card>
  );
}

function RelatedRow({ ui, row, facts }: { ui: EntityUi; row: EntityRow; facts: readonly string[] }) {
  const to = recordPath(ui.object, row.id);
  const title = titleOf(ui, row);
  return (
    <li className={classes['row']}>
      {to ? <Link to={to}>{title}</Link> : <span>{title}</span>}
      <span className={classes['facts']}>
        {facts
          .filter((key) => !isEmpty(rowValue(row, key)))
          .map((key) => (
            <span key={key}>
              <FieldValue ui={ui} fieldKey={key} row={row} isCompact />
            </span>
          ))}
      </span>
    </li>
  );
}
