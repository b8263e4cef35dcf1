import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EntityList } from '../../../web/entity/list/entity-list.tsx';
import { useMay } from '../../../web/session.ts';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { leadUi } from './lead-ui.tsx';
import { useProspectingSettings, useSwitchLeads } from './queries.ts';

/** Leads, unless the workspace starts with deals. Whoever keeps the settings switches them here. */
export function LeadListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const settings = useProspectingSettings();
  const change = useSwitchLeads();
  if (settings.isPending) return <PageSkeleton />;
  const mayChange = may('settings', 'edit');
  if (settings.data?.isEnabled === false) {
    const action = mayChange ? (
      <Button loading={change.isPending} onClick={() => change.mutate(true)}>
        {t('prospecting:screens.switchOn')}
      </Button>
    ) : null;
    return <EmptyState title={t('prospecting:screens.off')} hint={t('prospecting:screens.offHint')} action={action} />;
  }
  const menu = mayChange ? [{ key: 'off', label: t('prospecting:screens.switchOff'), onClick: () => change.mutate(false) }] : [];
  return <EntityList ui={leadUi} menu={menu} />;
}
