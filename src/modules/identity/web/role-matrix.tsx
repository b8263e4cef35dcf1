import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import type { RoleMatrix } from '../roles/contract.ts';
import classes from './identity.module.css';
import { groupNames, inGroup, useNames } from './role-names.ts';

/** All roles side by side, in plain words; what differs from the product's role is marked. */
export function RoleMatrixCard({ matrix }: { matrix: RoleMatrix }) {
  const { t } = useTranslation();
  const { objectName, actionName, roleName } = useNames();
  // What people sell with first, who and what runs the workspace last.
  const objects = groupNames.flatMap((group) => inGroup(matrix.objects, group));
  return (
    <Card title={t('identity:rolesPage.compare')}>
      {/* Wider than a phone: it scrolls by itself, also by keyboard. */}
      <section className={classes['scroll']} tabIndex={0} aria-label={t('identity:rolesPage.compare')}>
        <table className={classes['matrix']}>
          <thead>
            <tr>
              <th scope="col">{t('identity:rolesPage.action')}</th>
              {matrix.data.map((role) => (
                <th key={role.id} scope="col">
                  {roleName({ role: role.base, roleName: role.name })}
                </th>
              ))}
            </tr>
          </thead>
          {objects.map(({ object, actions }) => (
            <tbody key={object}>
              <tr className={classes['object']}>
                <th scope="rowgroup" colSpan={matrix.data.length + 1}>
                  {objectName(object)}
                </th>
              </tr>
              {actions.map(({ action }) => (
                <tr key={action}>
                  <th scope="row">{actionName(action)}</th>
                  {matrix.data.map(({ id, rights, standard }) => {
                    const level = rights[object]?.[action] ?? 'none';
                    const differs = level !== standard[object]?.[action];
                    const looks = [level === 'none' ? classes['none'] : '', differs ? classes['differs'] : ''];
                    return (
                      <td key={id} className={looks.join(' ')}>
                        {t(`identity:levels.${level}`)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </Card>
  );
}
