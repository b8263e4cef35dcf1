import { Skeleton } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { levels } from '../../../platform/levels.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import type { RoleMatrix } from '../contract.ts';
import classes from './identity.module.css';
import { useRoles } from './queries.ts';

/** Modules of the objects, where the name of the object is not found under its own plural. */
const moduleOfObject: Record<string, string> = {
  workspace: 'identity',
  user: 'identity',
  team: 'identity',
  invitation: 'identity',
  apiKey: 'identity',
  settings: 'settings',
  account: 'customers',
  contact: 'customers',
  product: 'catalogue',
  competitor: 'catalogue',
  savedView: 'records',
  activity: 'timeline',
  file: 'timeline',
  process: 'process',
  deal: 'deals',
  lead: 'prospecting',
  import: 'exchange',
  insights: 'insights',
};

function useNames(): { objectName: (object: string) => string; actionName: (action: string) => string } {
  const { t } = useTranslation();
  return {
    objectName: (object) =>
      t([`${moduleOfObject[object] ?? object}:objects.${object}.other`, `identity:objects.${object}.other`], {
        defaultValue: object,
      }),
    actionName: (action) => t(`identity:actions.${action}`, { defaultValue: action }),
  };
}

/** What each role may do, as a table in plain words. */
export function RolesPage() {
  const { t } = useTranslation();
  const matrix = useRoles();
  return (
    <SettingsFrame title={t('identity:rolesPage.title')} intro={t('identity:rolesPage.intro')}>
      <Card title={t('identity:rolesPage.levelsTitle')} padded>
        <dl className={classes['levels']}>
          {levels.map((level) => (
            <Fragment key={level}>
              <dt>{t(`identity:levels.${level}`)}</dt>
              <dd>{t(`identity:levelHints.${level}`)}</dd>
            </Fragment>
          ))}
        </dl>
      </Card>
      {matrix.error ? <ErrorState error={matrix.error} onRetry={() => void matrix.refetch()} /> : null}
      {matrix.isPending ? <Skeleton height={400} /> : null}
      {matrix.data ? <MatrixCard matrix={matrix.data} /> : null}
    </SettingsFrame>
  );
}

function MatrixCard({ matrix }: { matrix: RoleMatrix }) {
  const { t } = useTranslation();
  const { objectName, actionName } = useNames();
  const isOfWorkspace = (object: string): boolean => ['identity', 'settings'].includes(moduleOfObject[object] ?? '');
  // What people sell with first, who and what runs the workspace last.
  const objects = matrix.objects.toSorted((a, b) => Number(isOfWorkspace(a.object)) - Number(isOfWorkspace(b.object)));
  return (
    <Card>
      {/* Wider than a phone: it scrolls by itself, also by keyboard. */}
      <section className={classes['scroll']} tabIndex={0} aria-label={t('identity:rolesPage.title')}>
        <table className={classes['matrix']}>
          <thead>
            <tr>
              <th scope="col">{t('identity:rolesPage.action')}</th>
              {matrix.roles.map(({ role }) => (
                <th key={role} scope="col" title={t(`identity:roleHints.${role}`)}>
                  {t(`identity:roles.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          {objects.map(({ object, actions }) => (
            <tbody key={object}>
              <tr className={classes['object']}>
                <th scope="rowgroup" colSpan={matrix.roles.length + 1}>
                  {objectName(object)}
                </th>
              </tr>
              {actions.map((action) => (
                <tr key={action}>
                  <th scope="row">{actionName(action)}</th>
                  {matrix.roles.map(({ role, rights }) => {
                    const level = rights[object]?.[action] ?? 'none';
                    return (
                      <td key={role} className={level === 'none' ? classes['none'] : undefined}>
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
