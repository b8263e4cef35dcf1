import { Button, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCopy, IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../api.ts';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ScreenBoundary } from '../../layout/screen-boundary.tsx';
import { lazyOpen } from '../../lazy-open.tsx';
import { usePageTitle } from '../../page-title.ts';
import { rememberVisit, visitsOf } from '../../palette/recent.ts';
import { isObject } from '../../problem.ts';
import { useMay, useSession } from '../../session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PageHeader, type MenuAction } from '../../ui/page-header.tsx';
import { showDone, showProblem } from '../../ui/toast.tsx';
import { useFullUi } from '../custom-fields.ts';
import { TabList } from '../../ui/tab-list.tsx';
import { TabPanel } from '../../ui/tab-panel.tsx';
import { useTab } from '../../ui/use-tab.ts';
import { titleOf, type EntityRow, type EntityUi, type RecordTab } from '../entity-ui.ts';
import { FieldPanel } from './field-panel.tsx';
import { useAccessAction, useOwnerAction, useRemoveAction } from './record-actions.tsx';
import classes from './record-page.module.css';

const EntityForm = lazyOpen(async () => (await import('../entity-form.tsx')).EntityForm);

interface RecordPageProps {
  ui: EntityUi;
  /** The one thing to do here; "Edit" unless given. */
  primary?: (row: EntityRow) => ReactNode;
  menu?: (row: EntityRow) => MenuAction[];
  /** Between the header and the tabs, over the whole width: a staircase. */
  banner?: (row: EntityRow) => ReactNode;
}

/** The page of any record: header, tabs, and its fields to read and edit in place. The record's id is in the address. */
export function RecordPage({ ui: declared, ...props }: RecordPageProps) {
  const ui = useFullUi(declared);
  const params: unknown = useParams({ strict: false });
  const id = isObject(params) && typeof params['id'] === 'string' ? params['id'] : '';
  const visits = visitsOf(useSession());
  const query = useQuery(queryOf(ui.api.get, { params: { id } }));
  const row = query.data;
  const title = row ? titleOf(ui, row) : null;
  usePageTitle(title);
  useEffect(() => {
    if (title !== null) rememberVisit(visits, { kind: ui.object, id, title });
  }, [visits, ui.object, id, title]);
  if (query.isPending) return <PageSkeleton />;
  if (!row) return <ScreenBoundary error={query.error} onRetry={() => void query.refetch()} />;
  return <RecordFrame {...props} ui={ui} row={row} />;
}

function useRecordMenu(ui: EntityUi, row: EntityRow, own: MenuAction[], onEdit: (() => void) | undefined) {
  const { t } = useTranslation();
  const may = useMay();
  const remove = useRemoveAction(ui, row);
  const owner = useOwnerAction(ui, row);
  const access = useAccessAction(ui, row);
  const copyLink = (): void => {
    navigator.clipboard.writeText(window.location.href).then(() => showDone(t('web:actions.copied')), showProblem);
  };
  const actions: MenuAction[] = [
    ...own,
    ...(onEdit ? [{ key: 'edit', label: t('web:actions.edit'), icon: <IconPencil size={16} />, onClick: onEdit }] : []),
    ...(may(ui.object, 'transfer') ? [owner.action] : []),
    access.action,
    { key: 'copy', label: t('web:record.copyLink'), icon: <IconCopy size={16} />, onClick: copyLink },
    ...(may(ui.object, 'delete') ? [remove] : []),
  ];
  const dialog = (
    <>
      {owner.dialog}
      {access.dialog}
    </>
  );
  return { actions, dialog };
}

function RecordFrame({ ui, row, primary, menu, banner }: RecordPageProps & { row: EntityRow }) {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const mayEdit = may(ui.object, 'edit');
  const edit = mayEdit ? () => setEditing(true) : undefined;
  const { actions, dialog } = useRecordMenu(ui, row, menu?.(row) ?? [], primary ? edit : undefined);
  const main = primary?.(row) ?? (edit ? <Button onClick={edit}>{t('web:actions.edit')}</Button> : null);
  const Subtitle = ui.subtitle;
  const sub = (
    <>
      {Subtitle ? <Subtitle row={row} /> : null}
      {row.owner ? (
        <span className={classes['owner']}>
          {t('records:fields.record.owner')} <Avatar name={row.owner.name} /> {row.owner.name}
        </span>
      ) : null}
    </>
  );
  return (
    <div className={classes['page']}>
      <PageHeader title={titleOf(ui, row)} sub={sub} menu={actions} primary={main} />
      {banner ? <div className={classes['banner']}>{banner(row)}</div> : null}
      <RecordBody ui={ui} row={row} mayEdit={mayEdit} />
      {dialog}
      <EntityForm
        ui={ui}
        row={row}
        isOpen={isEditing}
        onClose={() => setEditing(false)}
        onSaved={(saved) => {
          queryClient.setQueryData(queryOf(ui.api.get, { params: { id: saved.id } }).queryKey, saved);
          setEditing(false);
        }}
      />
    </div>
  );
}

const detailsKey = 'details';

function RecordBody({ ui, row, mayEdit }: { ui: EntityUi; row: EntityRow; mayEdit: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const isPhone = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  const tabs = (ui.tabs ?? []).filter(({ right }) => !right || may(right[0], right[1]));
  const Aside = ui.aside;
  const aside = (
    <div className={classes['aside']}>
      {Aside ? <Aside row={row} /> : null}
      <FieldPanel ui={ui} row={row} mayEdit={mayEdit} />
    </div>
  );
  if (tabs.length === 0) return <div className={classes['single']}>{aside}</div>;
  const details: RecordTab = { key: detailsKey, label: t('web:record.details'), content: () => aside };
  return (
    <div className={classes['columns']}>
      <RecordTabs tabs={isPhone ? [...tabs, details] : tabs} row={row} aside={isPhone ? aside : null} />
      {isPhone ? null : aside}
    </div>
  );
}

function RecordTabs({ tabs, row, aside }: { tabs: readonly RecordTab[]; row: EntityRow; aside: ReactNode }) {
  const { t } = useTranslation();
  const [tab, open] = useTab(tabs.map(({ key }) => key));
  const current = tabs.find(({ key }) => key === tab);
  const Content = current?.content;
  return (
    <Tabs value={current?.key ?? null} onChange={open} keepMounted={false} className={classes['tabs']}>
      <TabList current={current?.key ?? null}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.key} value={tab.key}>
            {t(tab.label)}
          </Tabs.Tab>
        ))}
      </TabList>
      <TabPanel value={current?.key ?? ''} pt="sm">
        {current?.key === detailsKey ? aside : Content ? <Content row={row} /> : null}
      </TabPanel>
    </Tabs>
  );
}
