import { Button, Skeleton, TextInput, Select } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { levels } from '../../../platform/levels.ts';
import { bodySchema } from '../../../web/body-schema.ts';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { createRole, type WorkspaceRole } from '../roles/contract.ts';
import classes from './identity.module.css';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { useCreateRole, useRoles } from './queries.ts';
import { RoleMatrixCard } from './role-matrix.tsx';
import { useNames } from './role-names.ts';
import { differing } from './role-draft.ts';

/** The roles: who has which, what differs from the product's, all of them side by side. */
export function RolesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const roles = useRoles();
  const [isOpen, setOpen] = useState(false);
  const copy = may('role', 'create') ? <Button onClick={() => setOpen(true)}>{t('identity:rolesPage.copy')}</Button> : null;
  return (
    <SettingsFrame title={t('identity:rolesPage.title')} intro={t('identity:rolesPage.intro')} primary={copy}>
      {roles.error ? <ErrorState error={roles.error} onRetry={() => void roles.refetch()} /> : null}
      {roles.isPending ? <Skeleton height={400} /> : null}
      {roles.data ? <RoleList roles={roles.data.data} /> : null}
      {roles.data ? <RoleMatrixCard matrix={roles.data} /> : null}
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
      {isOpen && roles.data ? <CopyDialog roles={roles.data.data} onClose={() => setOpen(false)} /> : null}
    </SettingsFrame>
  );
}

function RoleList({ roles }: { roles: readonly WorkspaceRole[] }) {
  const { t } = useTranslation();
  const { roleName } = useNames();
  return (
    <Card title={t('identity:rolesPage.all')}>
      <ul className={classes['list']}>
        {roles.map((role) => {
          const count = differing(role).length;
          return (
            <li key={role.id} className={classes['row']}>
              <div className={classes['who']}>
                <span className={classes['name']}>
                  <Link to="/settings/roles/$id" params={{ id: role.id }} className={classes['link']}>
                    {roleName({ role: role.base, roleName: role.name })}
                  </Link>
                  {count > 0 ? <Chip tone="pri">{t('identity:rolesPage.differs', { count })}</Chip> : null}
                </span>
                <span className={classes['sub']} style={{ whiteSpace: 'normal' }}>
                  {role.name === null
                    ? t(`identity:roleHints.${role.base}`)
                    : t('identity:rolesPage.copiedFrom', { role: t(`identity:roles.${role.base}`) })}
                </span>
              </div>
              <span className={classes['fact']}>{t('identity:teams.members', { count: role.members })}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function CopyDialog({ roles, onClose }: { roles: readonly WorkspaceRole[]; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { roleName } = useNames();
  const create = useCreateRole();
  const copied = roles.filter(({ base }) => base !== 'owner');
  const seller = copied.find(({ base, name }) => base === 'seller' && name === null);
  const form = useSchemaForm(bodySchema(createRole), { name: '', roleId: seller?.id ?? '' });
  const send = form.submit(async (body) => {
    const made = await create.mutateAsync(body);
    onClose();
    await navigate({ to: '/settings/roles/$id', params: { id: made.id } });
  });
  const data = copied.map(({ id, base, name }) => ({ value: id, label: roleName({ role: base, roleName: name }) }));
  return (
    <FormDialog
      title={t('identity:rolesPage.copyTitle')}
      action={t('identity:rolesPage.copyDo')}
      form={form}
      onSend={send}
      onClose={onClose}
    >
      <TextInput
        {...form.text('name')}
        label={t('identity:rolesPage.name')}
        description={t('identity:rolesPage.nameHint')}
        data-autofocus
      />
      <Select
        label={t('identity:rolesPage.copyOf')}
        data={data}
        value={form.values.roleId}
        onChange={(id) => id && form.set('roleId', id)}
        error={form.errors['roleId']}
        allowDeselect={false}
      />
    </FormDialog>
  );
}
