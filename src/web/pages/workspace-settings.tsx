import { useTranslation } from 'react-i18next';
import { DemoCard } from '../../modules/demo/web/demo-card.tsx';
import { WorkspaceCard } from '../../modules/identity/web/workspace-card.tsx';
import { useMay } from '../session.ts';
import { SettingsFrame } from '../settings-frame.tsx';

/** The workspace itself: how it counts. */
export function WorkspaceSettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <SettingsFrame title={t('identity:workspace.title')}>
      <WorkspaceCard />
      {may('demo', 'view') ? <DemoCard /> : null}
    </SettingsFrame>
  );
}
