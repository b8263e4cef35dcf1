import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { listTexts } from '../links/service.ts';
import type { ImportMap, MapTarget } from '../mapping/contract.ts';
import { countValues, listFiles } from '../staging/service.ts';
import { getImportRow } from '../state/service.ts';
import { loadKinds, mayImport } from '../targets/service.ts';

const shownCandidates = 50;
const shownValues = 200;

export interface Candidate {
  text: string;
  /** It is not there yet: this import brings it. */
  isComing: boolean;
}

/** What a value of a link field may stand for: names that this import brings, and names that are there already. */
export async function listCandidates(
  db: Db,
  scope: Scope,
  id: string,
  { targetNo, field, q = '' }: { targetNo: number; field: string; q?: string | undefined },
): Promise<Candidate[]> {
  permit(scope, 'import', 'create');
  const { map } = await getImportRow(db, scope, id, { action: 'create' });
  const target = map?.files.flatMap(({ targets }) => targets)[targetNo];
  const source = target?.fields[field];
  const kind = target && (await loadKinds(db, scope)).get(target.kind);
  const linked = kind?.fields.find(({ key }) => key === field)?.target;
  if (!map || !source || linked === undefined) return [];
  const find = source.find ?? 'name';
  const coming = await listComing(db, scope, id, map, linked, find, q);
  const there = await listTexts(db, scope, linked, find, { q, limit: shownCandidates });
  const texts = new Map([...coming.map((text) => [text, true] as const), ...there.map((text) => [text, false] as const)]);
  return [...texts].slice(0, shownCandidates).map(([text, isComing]) => ({ text, isComing }));
}

/** Names that rows of this import will make. */
async function listComing(
  db: Db,
  scope: Scope,
  id: string,
  map: ImportMap,
  kind: string,
  find: string,
  q: string,
): Promise<string[]> {
  if (!mayImport(scope, kind)) return [];
  const files = await listFiles(db, scope, id);
  const nameField = (await loadKinds(db, scope)).get(kind)?.nameField ?? 'name';
  const texts: string[] = [];
  for (const { file, targets } of map.files) {
    const staged = files.find(({ name }) => name === file);
    for (const target of targets.filter((each) => each.kind === kind)) {
      const column = staged && columnOf(target, find === 'name' ? nameField : find);
      if (!column) continue;
      const values = await countValues(db, scope, id, staged, column.name, { q, limit: shownCandidates });
      texts.push(...values.map(({ value }) => column.values[value] ?? value));
    }
  }
  return texts;
}

function columnOf(target: MapTarget, field: string): { name: string; values: Record<string, string> } | undefined {
  const source = target.fields[field];
  return source?.column === undefined ? undefined : { name: source.column, values: source.values ?? {} };
}

/** The values of a column, the most frequent first; none where the import has no such file or column. */
export async function listValues(
  db: Db,
  scope: Scope,
  id: string,
  fileName: string,
  column: string,
): Promise<{ value: string; rows: number }[]> {
  permit(scope, 'import', 'view');
  await getImportRow(db, scope, id);
  const file = (await listFiles(db, scope, id)).find(({ name }) => name === fileName);
  return file === undefined ? [] : countValues(db, scope, id, file, column, { limit: shownValues });
}
