import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../../web/api.ts';
import type { EntityUi } from '../../../web/entity/entity-ui.ts';
import { FilterBar } from '../../../web/entity/filter/filter-bar.tsx';
import { withoutMine, isMine, withMine } from '../../../web/entity/filter/filter-model.ts';
import type { ListState } from '../../../web/entity/list/list-state.ts';
import { SearchBox } from '../../../web/entity/list/search-box.tsx';
import { listProcesses } from '../../process/contract.ts';
import { useLocalized } from '../../process/web/localized-name.ts';
import { type BoardQuery, boardOrders } from '../board/contract.ts';
import classes from './board.module.css';

interface BoardToolbarProps {
  ui: EntityUi;
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  processId: string | undefined;
  order: BoardQuery['order'] | undefined;
  isBusy: boolean;
}

/** What the board shows: found by text, whose, narrowed as in the list; of which process and in which order. */
export function BoardToolbar({ ui, state, onChange, processId, order = 'newestInStage', isBusy }: BoardToolbarProps) {
  const { t } = useTranslation();
  const { filter, q } = state;
  return (
    <div className={classes['bar']}>
      <SearchBox label={t('deals:screens.find')} q={q} onChange={(next) => onChange({ q: next })} isBusy={isBusy} />
      <div className={classes['strip']}>
        <ProcessSelect value={processId ?? null} onChange={(process) => onChange({ process })} />
        <OrderSelect value={order} onChange={(next) => onChange({ order: next })} />
        <Whose isMine={isMine(filter)} onChange={(mine) => onChange({ filter: mine ? withMine(filter) : withoutMine(filter) })} />
        <FilterBar
          ui={ui}
          filter={withoutMine(filter)}
          onChange={(next) => onChange({ filter: isMine(filter) ? withMine(next) : next })}
        />
      </div>
    </div>
  );
}

function Whose({ isMine: mine, onChange }: { isMine: boolean; onChange: (isMine: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('deals:screens.whose')}
      value={mine ? 'mine' : 'all'}
      onChange={(next) => onChange(next === 'mine')}
      data={[
        { value: 'all', label: t('deals:screens.everyones') },
        { value: 'mine', label: t('deals:screens.mine') },
      ]}
    />
  );
}

function ProcessSelect({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const processes = useQuery(queryOf(listProcesses));
  const all = processes.data?.data ?? [];
  if (all.length < 2) return null;
  const data = all.map(({ id, names }) => ({ value: id, label: localized(names) }));
  return (
    <Select
      aria-label={t('deals:screens.process')}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(id) => (id ? onChange(id) : undefined)}
      className={classes['choose'] ?? ''}
    />
  );
}

function OrderSelect({
  value,
  onChange,
}: {
  value: (typeof boardOrders)[number];
  onChange: (order: (typeof boardOrders)[number]) => void;
}) {
  const { t } = useTranslation();
  const data = boardOrders.map((order) => ({ value: order, label: t(`deals:screens.orders.${order}`) }));
  return (
    <Select
      aria-label={t('deals:screens.order')}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(next) => onChange(boardOrders.find((order) => order === next) ?? value)}
      className={classes['choose'] ?? ''}
    />
  );
}
