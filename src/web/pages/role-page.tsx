import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RolePage } from '../../modules/identity/web/role-page.tsx';
import { listCustomFields } from '../../modules/records/custom-fields/contract.ts';
import { queryOf } from '../api.ts';
import { localizedText } from '../entity/read-values.ts';

/** A role, with the fields that the workspace added beside those of the product. */
export function RoleScreen() {
  const { language } = useTranslation().i18n;
  const fields = useQuery(queryOf(listCustomFields, { query: {} })).data?.data ?? [];
  const added = fields.map(({ object, key, labels }) => ({ object, key, label: localizedText(labels, language) ?? key }));
  return <RolePage added={added} />;
}
