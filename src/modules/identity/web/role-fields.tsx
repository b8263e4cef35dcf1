import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FieldRight, fieldRank, fieldRightOf, type FieldRights, fieldRights } from '../../../platform/field-rights.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import { kinds } from '../../../web/kinds.ts';
import { useSession } from '../../../web/session.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import type { RoleMatrix, WorkspaceRole } from '../roles/contract.ts';
import classes from './identity.module.css';
import { useNames } from './role-names.ts';

/** A field that the workspace added, with its name in the reader's language. */
export interface AddedField {
  object: string;
  key: string;
  label: string;
}

interface RoleFieldsProps {
  object: string;
  fields: RoleMatrix['objects'][number]['fields'];
  added: readonly AddedField[];
  role: WorkspaceRole;
  draft: FieldRights;
  onDraft: ((draft: FieldRights) => void) | undefined;
}

/** Which fields of an object the role sees and writes; closed until somebody wants to limit one. */
export function RoleFields({ object, fields, added, role, draft, onDraft }: RoleFieldsProps) {
  const { t } = useTranslation();
  const module = kinds[object]?.module ?? object;
  const own = fields.map(({ key, rights }) => ({ key, rights, label: t(`${module}:fields.${object}.${key}`) }));
  const others = added
    .filter((one) => one.object === object)
    .map(({ key, label }) => ({ key: `${customPrefix}${key}`, label, rights: [...fieldRights] }));
  const rightOf = (key: string): FieldRight => draft[object]?.[key] ?? fieldRightOf(role, object, key);
  const all = [...own, ...others];
  const count = all.filter(({ key }) => rightOf(key) !== 'write').length;
  const change = (key: string, right: FieldRight): void => onDraft?.(withField(draft, role.fields, object, key, right));
  if (all.length === 0) return null;
  return (
    <details className={classes['fields']}>
      <summary>
        {t('identity:rolesPage.fields')}
        {count > 0 ? <Chip tone="pri">{t('identity:rolesPage.limited', { count })}</Chip> : null}
      </summary>
      <div className={classes['cells']}>
        {all.map(({ key, label, rights }) => (
          <FieldChoice
            key={key}
            object={object}
            field={{ key, label, rights }}
            right={rightOf(key)}
            saved={fieldRightOf(role, object, key)}
            onChange={onDraft && ((right) => change(key, right))}
          />
        ))}
      </div>
    </details>
  );
}

/** A draft with one field changed; a right that is as it was is no change. */
function withField(draft: FieldRights, saved: FieldRights, object: string, key: string, right: FieldRight): FieldRights {
  const { [object]: keys = {}, ...others } = draft;
  const { [key]: _before, ...rest } = keys;
  const next = fieldRightOf({ fields: saved }, object, key) === right ? rest : { ...rest, [key]: right };
  return Object.keys(next).length === 0 ? others : { ...others, [object]: next };
}

interface FieldChoiceProps {
  object: string;
  field: { key: string; label: string; rights: readonly FieldRight[] };
  right: FieldRight;
  saved: FieldRight;
  onChange: ((right: FieldRight) => void) | undefined;
}

function FieldChoice({ object, field, right, saved, onChange }: FieldChoiceProps) {
  const { t } = useTranslation();
  const session = useSession();
  const { objectName } = useNames();
  const limit = Math.max(fieldRank(fieldRightOf(session, object, field.key)), fieldRank(saved));
  return (
    <div className={classes['cell']} data-differs={right !== 'write' || undefined} data-draft={right !== saved || undefined}>
      <NativeSelect
        label={field.label}
        aria-label={`${objectName(object)}: ${field.label}`}
        disabled={!onChange}
        data={field.rights.map((one) => ({
          value: one,
          label: t(`identity:fieldRights.${one}`),
          disabled: fieldRank(one) > limit,
        }))}
        value={right}
        onChange={(event) => onChange?.(field.rights.find((one) => one === event.currentTarget.value) ?? right)}
      />
    </div>
  );
}
