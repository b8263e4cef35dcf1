import type { Db } from '../../../platform/db.ts';
import { invalidField } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { foldHan } from '../../../platform/text/fold.ts';
import { findEntity } from '../entities/rules.ts';
import type { SearchHit } from '../search/contract.ts';
import { searchRecords } from '../search/service.ts';
import { maxTexts, type SimilarRecord } from './contract.ts';
import { coreName, isSameName } from './rules.ts';

const shown = 5;
const looked = 50;

async function foldedCore(name: string): Promise<string> {
  return coreName(await foldHan(name));
}

/** Those called the same but for their legal form. They are looked for by the whole core, and by its beginning, where a slip may follow. */
async function namesakes(db: Db, scope: Scope, kind: string, name: string): Promise<SearchHit[]> {
  const core = await foldedCore(name);
  if (core.length < 2) return [];
  const beginning = core.slice(0, Math.max(2, Math.ceil(core.length / 2)));
  const hits = [
    ...(await searchRecords(db, scope, core, [kind], looked)),
    ...(await searchRecords(db, scope, beginning, [kind], looked)),
  ];
  const cores = await Promise.all(hits.map(({ title }) => foldedCore(title)));
  return hits.filter((_, index) => isSameName(core, cores[index] ?? ''));
}

/** Records of a kind that a new one may repeat, as far as the scope may see them: those that share a text first. */
export async function listSimilar(
  db: Db,
  scope: Scope,
  { kind, name, texts = '' }: { kind: string; name: string; texts?: string | undefined },
): Promise<SimilarRecord[]> {
  if (!findEntity(kind)) throw invalidField('/query/kind', 'unknown_choice', { choices: kind });
  const own = texts.split('\n').filter((text) => text.trim().length >= 5);
  const found = new Map<string, SimilarRecord>();
  for (const text of own.slice(0, maxTexts))
    for (const hit of await searchRecords(db, scope, text, [kind], shown)) found.set(hit.id, { ...hit, because: 'text' });
  for (const hit of await namesakes(db, scope, kind, name))
    if (!found.has(hit.id)) found.set(hit.id, { ...hit, because: 'name' });
  return [...found.values()].slice(0, shown);
}
