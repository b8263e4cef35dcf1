import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { hasWords, translate } from '../../../platform/i18n.ts';
import { languages } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { ImportFile } from '../staging/contract.ts';
import { type ImportMap, type MapFile } from '../mapping/contract.ts';
import { refuseBadMap } from '../mapping/rules.ts';
import { listFiles } from '../staging/service.ts';
import { findDoneLike, getImportRow } from '../state/service.ts';
import type { TargetField, TargetKind } from '../targets/rules.ts';
import { loadAllowedKinds } from '../targets/service.ts';
import type { ColumnProposal, Reused } from './contract.ts';
import { fileWords } from '../vocabulary/rules.ts';
import type { NamedKind } from './columns/rules.ts';
import { proposeFile } from './rules.ts';

function textsOf(label: TargetField['label']): string[] {
  if (typeof label !== 'string') return Object.values(label);
  return languages.filter((language) => hasWords(language, label)).map((language) => translate(language, label));
}

function named(kind: TargetKind): NamedKind {
  return {
    kind,
    names: [...textsOf(kind.label), ...(fileWords.get(kind.kind) ?? [])],
    fields: kind.fields.map((field) => ({
      field,
      names: [
        ...textsOf(field.label),
        ...(field.part === undefined || field.property === 'custom' ? (field.field.synonyms ?? []) : []),
      ],
    })),
  };
}

interface Proposal {
  map: ImportMap;
  columns: ColumnProposal[];
  reused: Reused[];
}

/**
 * Proposes a mapping for the files of an import. Nothing is set: a person looks at it first. A file with the columns of one
 * that was imported before is read as that one was, unless a fresh proposal is asked for.
 */
export async function proposeMapping(db: Db, scope: Scope, id: string, { isFresh = false } = {}): Promise<Proposal> {
  permit(scope, 'import', 'create');
  await getImportRow(db, scope, id, { action: 'create' });
  const files = await listFiles(db, scope, id);
  if (files.length === 0) throw new DomainError('exchange.no_files', { status: 409 });
  const kinds = await loadAllowedKinds(db, scope);
  const proposal: Proposal = { map: { version: 1, files: [] }, columns: [], reused: [] };
  let targetNo = 0;
  for (const file of files) {
    const known = isFresh ? undefined : await findKnown(db, scope, file, kinds);
    if (known) proposal.reused.push({ file: file.name, ...known.from });
    const proposed = known ? { map: known.map, columns: [] } : proposeFile(file, kinds.map(named), scope.currency);
    proposal.columns.push(
      ...proposed.columns.flatMap((hits, at) => hits.map((hit) => ({ ...hit, file: file.name, targetNo: targetNo + at }))),
    );
    proposal.map.files.push(proposed.map);
    targetNo += proposed.map.targets.length;
  }
  return proposal;
}

/** How a file with these columns was read before, if that still fits the fields there are. */
async function findKnown(
  db: Db,
  scope: Scope,
  file: ImportFile,
  kinds: readonly TargetKind[],
): Promise<{ map: MapFile; from: Omit<Reused, 'file'> } | undefined> {
  // Columns without names are all alike.
  const before = file.hasHeader ? await findDoneLike(db, scope, file.columns) : undefined;
  const old = before?.map.files.find((each) => each.file === before.file);
  if (!before || !old || old.targets.length === 0) return undefined;
  const { encoding: _encoding, delimiter: _delimiter, ...rest } = old;
  const map = { ...rest, file: file.name };
  try {
    refuseBadMap({ version: 1, files: [map] }, [file], new Map(kinds.map((kind) => [kind.kind, kind])));
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
  const { dateOrder, decimalMark } = before.map;
  const { importId, name, createdAt } = before;
  return { map: withDefaults(map, { dateOrder, decimalMark }), from: { importId, name, createdAt } };
}

/** What an old map said for all its files goes with the part that is taken from it. */
function withDefaults(file: MapFile, { dateOrder, decimalMark }: Pick<ImportMap, 'dateOrder' | 'decimalMark'>): MapFile {
  const defaults = { ...(dateOrder ? { dateOrder } : {}), ...(decimalMark ? { decimalMark } : {}) };
  const targets = file.targets.map((target) => ({
    ...target,
    fields: Object.fromEntries(
      Object.entries(target.fields).map(([key, source]) => [
        key,
        source.value === undefined ? { ...defaults, ...source } : source,
      ]),
    ),
  }));
  return { ...file, targets };
}
