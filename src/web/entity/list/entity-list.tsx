import { Button } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recordPath } from '../../kinds.ts';
import { lazyOpen } from '../../lazy-open.tsx';
import { usePageTitle } from '../../page-title.ts';
import { useMay } from '../../session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader, type MenuAction } from '../../ui/page-header.tsx';
import { useFormat } from '../../use-format.ts';
import { useFullUi } from '../custom-fields.ts';
import type { EntityUi } from '../entity-ui.ts';
import { type Column, useColumns } from './columns.ts';
import classes from './entity-list.module.css';
import { useExports } from './export.ts';
import { ListGrid } from './list-grid.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import type { ListState } from './list-state.ts';
import { NothingFound } from './nothing-found.tsx';
import { useSelection } from './selection.ts';
import { listQueryOf, useRows, type Rows } from './use-rows.ts';
import type { ViewPlace } from '../views/use-view-actions.ts';
import { useViews, type Views } from '../views/use-views.ts';
import { ViewBar } from '../views/view-bar.tsx';
import { useViewName } from '../views/view-menu.tsx';
import { ViewNote } from '../views/view-note.tsx';

const BulkBar = lazyOpen(async () => (await import('./bulk-bar.tsx')).BulkBar);
const EntityForm = lazyOpen(async () => (await import('../entity-form.tsx')).EntityForm);

interface EntityListProps {
  ui: EntityUi;
  /** Quiet buttons beside the primary one, e.g. Board / List. */
  aside?: ReactNode;
  menu?: MenuAction[];
  /** Opens a record some other way than its page. */
  onOpen?: (id: string) => void;
}

function CountText({ rows }: { rows: Rows }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!rows.count) return <>&nbsp;</>;
  const { count, capped } = rows.count;
  return <span role="status">{t('web:list.count', { count, shown: `${format.number(count)}${capped ? '+' : ''}` })}</span>;
}

/** Below the title: which view it is, and how many records. */
function ListSub({ rows, ...place }: ViewPlace & { rows: Rows }) {
  return (
    <>
      {place.state.isBin ? null : <ViewBar {...place} />}
      <CountText rows={rows} />
    </>
  );
}

function useMenu(ui: EntityUi, state: ListState, columns: Column[], change: (part: Partial<ListState>) => void): MenuAction[] {
  const { t } = useTranslation();
  const may = useMay();
  const exports = useExports(ui, columns);
  const query = listQueryOf(ui, state);
  return [
    ...(may(ui.object, 'export')
      ? exports.map(({ format, label, start }) => ({
          key: format,
          label,
          icon: <IconDownload size={16} />,
          onClick: () => start(query),
        }))
      : []),
    state.isBin
      ? {
          key: 'bin',
          label: t('web:list.leaveBin'),
          icon: <IconArrowBackUp size={16} />,
          onClick: () => change({ isBin: false }),
        }
      : { key: 'bin', label: t('web:list.bin'), icon: <IconTrash size={16} />, onClick: () => change({ isBin: true }) },
  ];
}

/** A list of any entity: search, filters, sorting, columns, endless rows, selection and bulk changes, all by keyboard too. */
export function EntityList({ ui: declared, aside, menu = [], onOpen }: EntityListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const ui = useFullUi(declared);
  const [views, state, change] = useViews(ui, 'list');
  const rows = useRows(ui, state, !views.isLoading);
  const columns = useColumns(ui, views.view);
  const selection = useSelection();
  const searchRef = useRef<HTMLInputElement>(null);
  const title = t(`${ui.module}:objects.${ui.object}.other`);
  usePageTitle(title);
  const actions = [...menu, ...useMenu(ui, state, columns.shown, change)];
  const mayCreate = may(ui.object, 'create') && !state.isBin;
  const open = (id: string): void => {
    if (onOpen) onOpen(id);
    else void navigate({ to: recordPath(ui.object, id) ?? '.' });
  };
  const startNew = mayCreate ? () => change({ isNew: true }) : undefined;
  const create = startNew ? <NewButton ui={ui} onClick={startNew} /> : null;
  return (
    <div className={classes['page']}>
      <PageHeader
        title={state.isBin ? t('web:list.binOf', { name: title }) : title}
        sub={<ListSub ui={ui} views={views} state={state} columns={columns} rows={rows} />}
        choosesBelow
        aside={aside}
        menu={actions}
        primary={create}
      />
      <ListToolbar ui={ui} views={views} state={state} onChange={change} columns={columns} searchRef={searchRef} />
      <ViewNote ui={ui} views={views} columns={columns} />
      {rows.error && rows.rows.length === 0 ? (
        <ErrorState error={rows.error} onRetry={rows.retry} />
      ) : (
        <ListGrid
          ui={ui}
          rows={rows}
          columns={columns}
          isBin={state.isBin}
          sort={state.sort || (ui.defaultSort ?? '')}
          onSort={(sort) => change({ sort })}
          selection={selection}
          onOpen={open}
          onNew={startNew}
          searchRef={searchRef}
          empty={<ListEmpty ui={ui} views={views} state={state} onChange={change} create={create} />}
        />
      )}
      <BulkBar isOpen={selection.size > 0} {...{ ui, state, rows, selection }} columns={columns.shown} />
      <NewRecord ui={ui} isOpen={state.isNew && mayCreate} onChange={change} onOpen={open} />
    </div>
  );
}

interface NewRecordProps {
  ui: EntityUi;
  isOpen: boolean;
  onChange: (part: Partial<ListState>) => void;
  onOpen: (id: string) => void;
}

function NewRecord({ ui, isOpen, onChange, onOpen }: NewRecordProps) {
  return (
    <EntityForm
      ui={ui}
      row={null}
      isOpen={isOpen}
      onClose={() => onChange({ isNew: false })}
      onSaved={(row) => {
        onChange({ isNew: false });
        onOpen(row.id);
      }}
    />
  );
}

function NewButton({ ui, onClick }: { ui: EntityUi; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button leftSection={<IconPlus size={16} />} onClick={onClick}>
      {t('web:actions.newOf', { name: t(`${ui.module}:objects.${ui.object}.one`) })}
    </Button>
  );
}

interface ListEmptyProps {
  ui: EntityUi;
  views: Views;
  state: ListState;
  onChange: (part: Partial<ListState>) => void;
  create: ReactNode;
}

function ListEmpty({ ui, views, state, onChange, create }: ListEmptyProps) {
  const { t, i18n } = useTranslation();
  const viewName = useViewName(ui);
  const name = t(`${ui.module}:objects.${ui.object}.other`);
  if (state.isBin) return <EmptyState title={t('web:list.binEmpty')} />;
  const isStart = views.view.key === views.start && !views.isTurned;
  if (state.q || (state.filter && !isStart))
    return <NothingFound name={name} onClear={() => onChange({ filter: null, q: '' })} />;
  const hint = `${ui.module}:empty.${ui.object}`;
  const Filling = ui.filling;
  return (
    <EmptyState
      title={state.filter ? t('web:list.emptyView', { view: viewName(views.view) }) : t('web:list.empty', { name })}
      hint={i18n.exists(hint) ? t(hint) : t('web:list.emptyHint')}
      action={
        create && Filling ? (
          <>
            {create}
            <Filling />
          </>
        ) : (
          create
        )
      }
    />
  );
}
