import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { TimelineItem, TimelineList } from '../../../web/ui/timeline-item.tsx';
import { useRoleChanges } from './queries.ts';
import { useNames } from './role-names.ts';

/** Who changed the role, when, and what; nothing while it is as the product made it. */
export function RoleChangesCard({ id }: { id: string }) {
  const { t } = useTranslation();
  const { objectName, actionName, fieldName } = useNames();
  const changes = useRoleChanges(id).data?.data ?? [];
  if (changes.length === 0) return null;
  return (
    <Card title={t('identity:rolesPage.history')} padded>
      <TimelineList label={t('identity:rolesPage.history')}>
        {changes.map((change) => (
          <TimelineItem
            key={change.id}
            mark={change.actorName ?? t('identity:rolesPage.system')}
            title={`${t(`identity:events.role.${change.kind === 'role.created' ? 'created' : 'updated'}`)} · ${change.actorName ?? t('identity:rolesPage.system')}`}
            at={change.recordedAt}
          >
            {change.changes.map(({ object, action, from, to, isField }) => (
              <div key={`${object}.${action}`}>
                {t('identity:rolesPage.changed', {
                  what: `${objectName(object)} · ${isField ? fieldName(object, action) : actionName(action)}`,
                  from: t(`identity:${isField ? 'fieldRights' : 'levels'}.${from}`),
                  to: t(`identity:${isField ? 'fieldRights' : 'levels'}.${to}`),
                })}
              </div>
            ))}
          </TimelineItem>
        ))}
      </TimelineList>
    </Card>
  );
}
