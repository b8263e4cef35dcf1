import { NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Level } from '../../../platform/levels.ts';
import { useSession } from '../../../web/session.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import type { RoleMatrix, WorkspaceRole } from '../roles/contract.ts';
import { levelRank } from '../rules.ts';
import classes from './identity.module.css';
import { type RoleDraft, withLevel } from './role-draft.ts';
import { type AddedField, RoleFields } from './role-fields.tsx';
import { groupNames, inGroup, useNames } from './role-names.ts';

interface RoleRightsProps {
  matrix: RoleMatrix;
  role: WorkspaceRole;
  draft: RoleDraft;
  added: readonly AddedField[];
  /** Without it the levels are only shown. */
  onDraft?: ((draft: RoleDraft) => void) | undefined;
}

/** The rights of a role in groups: one part per object, one choice of a level per action. */
export function RoleRights({ matrix, ...rest }: RoleRightsProps) {
  const { t } = useTranslation();
  return groupNames.map((group) => (
    <section key={group} className={classes['group']} aria-labelledby={`rights-${group}`}>
      <h2 id={`rights-${group}`}>{t(`identity:rolesPage.groups.${group}`)}</h2>
      {inGroup(matrix.objects, group).map((one) => (
        <ObjectPart key={one.object} of={one} {...rest} />
      ))}
    </section>
  ));
}

type ObjectPartProps = Omit<RoleRightsProps, 'matrix'> & { of: RoleMatrix['objects'][number] };

function ObjectPart({ of: { object, actions, fields }, role, draft, added, onDraft }: ObjectPartProps) {
  const { t } = useTranslation();
  const { objectName } = useNames();
  // On the phone the parts are closed, and say in their heading what may be seen.
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const levelIn = (action: string): Level => draft.rights[object]?.[action] ?? role.rights[object]?.[action] ?? 'none';
  const count = actions.filter(({ action }) => levelIn(action) !== role.standard[object]?.[action]).length;
  return (
    <details className={classes['part']} open={!isPhone}>
      <summary>
        <b>{objectName(object)}</b>
        {count > 0 ? <Chip tone="pri">{t('identity:rolesPage.differs', { count })}</Chip> : null}
        <span className={classes['seen']}>
          {t('identity:rolesPage.seen', { level: t(`identity:levels.${levelIn('view')}`) })}
        </span>
      </summary>
      <div className={classes['cells']}>
        {actions.map(({ action, levels }) => (
          <LevelChoice
            key={action}
            object={object}
            action={action}
            levels={levels}
            level={levelIn(action)}
            role={role}
            isDraft={draft.rights[object]?.[action] !== undefined}
            onChange={
              onDraft && ((level) => onDraft({ ...draft, rights: withLevel(draft.rights, role.rights, object, action, level) }))
            }
          />
        ))}
      </div>
      <RoleFields
        object={object}
        fields={fields}
        added={added}
        role={role}
        draft={draft.fields}
        onDraft={onDraft && ((next) => onDraft({ ...draft, fields: next }))}
      />
    </details>
  );
}

interface LevelChoiceProps {
  object: string;
  action: string;
  levels: readonly Level[];
  level: Level;
  role: WorkspaceRole;
  isDraft: boolean;
  onChange: ((level: Level) => void) | undefined;
}

function LevelChoice({ object, action, levels, level, role, isDraft, onChange }: LevelChoiceProps) {
  const { t } = useTranslation();
  const { rights } = useSession();
  const { actionName, objectName } = useNames();
  const standard = role.standard[object]?.[action] ?? 'none';
  const saved = role.rights[object]?.[action] ?? 'none';
  // Nobody gives more than they have; what stands there already may stay.
  const limit = Math.max(levelRank(rights[object]?.[action] ?? 'none'), levelRank(saved));
  const differs = level !== standard;
  return (
    <div className={classes['cell']} data-differs={differs || undefined} data-draft={isDraft || undefined}>
      <NativeSelect
        label={actionName(action)}
        aria-label={`${objectName(object)}: ${actionName(action)}`}
        disabled={!onChange}
        data={levels.map((one) => ({
          value: one,
          label: t(`identity:levels.${one}`),
          disabled: levelRank(one) > limit,
        }))}
        value={level}
        onChange={(event) => onChange?.(levels.find((one) => one === event.currentTarget.value) ?? level)}
      />
      {differs ? (
        <span className={classes['standard']}>
          {t('identity:rolesPage.standard', { level: t(`identity:levels.${standard}`) })}
        </span>
      ) : null}
    </div>
  );
}
