import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { hasWords, translate } from '../../../platform/i18n.ts';
import { languages } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ColumnProposal } from './contract.ts';
import { ImportMap } from '../mapping/contract.ts';
import { listFiles } from '../staging/service.ts';
import { getImportRow } from '../state/service.ts';
import type { TargetKind } from '../targets/rules.ts';
import { allowedKinds } from '../targets/service.ts';
import { type NamedKind, proposeMap } from './rules.ts';

function textsOf(key: string): string[] {
  return languages.filter((language) => hasWords(language, key)).map((language) => translate(language, key));
}

const fileNames: Readonly<Record<string, readonly string[]>> = {
  user: ['users', 'people', 'sellers', 'sales_teams', 'team'],
  deal: ['pipeline', 'opportunities', 'deals', 'sales'],
  account: ['accounts', 'companies', 'customers'],
  contact: ['contacts', 'people', 'persons'],
  product: ['products', 'items'],
  lead: ['leads'],
  activity: ['activities', 'notes', 'calls'],
  team: ['teams', 'offices'],
  competitor: ['competitors'],
};

function named(kind: TargetKind): NamedKind {
  return {
    kind,
    names: [...textsOf(kind.label), ...(fileNames[kind.kind] ?? [])],
    fields: kind.fields.map((field) => ({
      field,
      names: [...textsOf(field.label), ...(field.part === undefined ? (field.field.synonyms ?? []) : [])],
    })),
  };
}

/** Proposes a mapping for the files of an import. Nothing is set: a person looks at it first. */
export async function proposeMapping(db: Db, scope: Scope, id: string): Promise<{ map: ImportMap; columns: ColumnProposal[] }> {
  permit(scope, 'import', 'create');
  await getImportRow(db, scope, id, { action: 'create' });
  const files = await listFiles(db, scope, id);
  if (files.length === 0) throw new DomainError('exchange.no_files', { status: 409 });
  const { map, columns } = proposeMap(files, allowedKinds(scope).map(named));
  return { map: ImportMap.parse(map), columns };
}
