import { Button, Skeleton } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ActionMenu } from '../../../web/ui/page-header.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { RoleMatrix, WorkspaceRole } from '../roles/contract.ts';
import { mayGrant } from '../rules.ts';
import classes from './identity.module.css';
import { useRoles, useStartViewing, useUpdateRole } from './queries.ts';
import { RoleChangesCard } from './role-changes.tsx';
import { RenameDialog, RetireDialog } from './role-dialogs.tsx';
import { backToStandard, countChanges, differing, emptyDraft, type RoleDraft } from './role-draft.ts';
import type { AddedField } from './role-fields.tsx';
import { useNames } from './role-names.ts';
import { RoleRights } from './role-rights.tsx';

/** One role: what it may do, on what, how far; what differs from the product's role is marked. */
export function RolePage({ added }: { added: readonly AddedField[] }) {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const roles = useRoles();
  const role = roles.data?.data.find((one) => one.id === id);
  if (roles.data && role) return <LoadedPage key={role.id} matrix={roles.data} role={role} added={added} />;
  return (
    <SettingsFrame title={t('identity:rolesPage.title')}>
      {roles.error || roles.data ? (
        <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
      ) : (
        <Skeleton height={400} />
      )}
    </SettingsFrame>
  );
}

interface LoadedPageProps {
  matrix: RoleMatrix;
  role: WorkspaceRole;
  added: readonly AddedField[];
}

function LoadedPage({ matrix, role, added }: LoadedPageProps) {
  const { t } = useTranslation();
  const may = useMay();
  const { user } = useSession();
  const { roleName } = useNames();
  const [draft, setDraft] = useState<RoleDraft>(emptyDraft);
  const [open, setOpen] = useState<'rename' | 'retire' | null>(null);
  const isFixed = role.base === 'owner';
  const mayEdit = may('role', 'edit') && !isFixed && mayGrant(user.role, role.base);
  const isCopy = role.name !== null;
  const view = useStartViewing();
  const actions = [
    ...(may('user', 'viewAs') && mayGrant(user.role, role.base)
      ? [{ key: 'viewAs', label: t('identity:viewing.asRole'), onClick: () => view.mutate({ roleId: role.id }) }]
      : []),
    ...(mayEdit && isCopy ? [{ key: 'rename', label: t('identity:rolesPage.rename'), onClick: () => setOpen('rename') }] : []),
    ...(mayEdit && (differing(role).length > 0 || Object.keys(role.fields).length > 0)
      ? [{ key: 'reset', label: t('identity:rolesPage.reset'), onClick: () => setDraft(backToStandard(role)) }]
      : []),
    ...(may('role', 'delete') && isCopy
      ? [{ key: 'retire', label: t('identity:rolesPage.retire'), isDestructive: true, onClick: () => setOpen('retire') }]
      : []),
  ];
  const intro = isCopy
    ? t('identity:rolesPage.copiedFrom', { role: t(`identity:roles.${role.base}`) })
    : t(`identity:roleHints.${role.base}`);
  return (
    <SettingsFrame
      title={roleName({ role: role.base, roleName: role.name })}
      intro={`${intro} ${t('identity:teams.members', { count: role.members })}`}
      primary={actions.length > 0 ? <ActionMenu actions={actions} /> : null}
    >
      {isFixed ? <p className={classes['note']}>{t('identity:rolesPage.ownerFixed')}</p> : null}
      <RoleRights matrix={matrix} role={role} added={added} draft={draft} onDraft={mayEdit ? setDraft : undefined} />
      {may('role', 'edit') ? <RoleChangesCard id={role.id} /> : null}
      {countChanges(draft) > 0 ? <SaveBar role={role} draft={draft} onDone={() => setDraft(emptyDraft)} /> : null}
      {open === 'rename' ? <RenameDialog role={role} onClose={() => setOpen(null)} /> : null}
      {open === 'retire' ? <RetireDialog role={role} roles={matrix.data} onClose={() => setOpen(null)} /> : null}
    </SettingsFrame>
  );
}

/** Stays in sight while there is something to save. */
function SaveBar({ role, draft, onDone }: { role: WorkspaceRole; draft: RoleDraft; onDone: () => void }) {
  const { t } = useTranslation();
  const update = useUpdateRole();
  const problemText = useProblemText();
  const { id, version } = role;
  const handleSave = (): void =>
    update.mutate(
      { id, body: { version, ...draft } },
      {
        onSuccess: () => {
          showDone(t('identity:rolesPage.saved', { count: role.members }));
          onDone();
        },
      },
    );
  return (
    <div
      className={classes['saveBar']}
      role="region"
      aria-label={t('identity:rolesPage.unsaved', { count: countChanges(draft) })}
    >
      <ProblemNote text={update.error ? problemText(update.error) : null} />
      <div className={classes['saveRow']}>
        <span aria-live="polite">{t('identity:rolesPage.unsaved', { count: countChanges(draft) })}</span>
        <Button variant="default" onClick={onDone}>
          {t('identity:rolesPage.discard')}
        </Button>
        <Button loading={update.isPending} onClick={handleSave}>
          {t('identity:save')}
        </Button>
      </div>
    </div>
  );
}
