import { EntityList } from '../../../web/entity/list/entity-list.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { leadUi } from './lead-ui.tsx';
import { useProspectingSettings } from './queries.ts';

/** Leads, unless the workspace starts with deals. */
export function LeadListPage() {
  const { t } = useTranslation();
  const settings = useProspectingSettings();
  if (settings.isPending) return <PageSkeleton />;
  if (settings.data?.isEnabled === false) return <EmptyState title={t('prospecting:screens.off')} hint={t('prospecting:screens.offHint')} />;
  return <EntityList ui={leadUi} />;
}
