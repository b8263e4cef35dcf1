import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { TextSet } from '../../../platform/text-set.ts';
import { findVariantsByCode, listVariantCodes } from '../../catalogue/parts/importing/service.ts';
import { listUsers } from '../../identity/members/service.ts';
import { listTeams } from '../../identity/teams/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { findByTexts, listKeyTexts } from '../../records/keys/service.ts';
import type { CompiledField, CompiledTarget, FindLink } from '../reading/rules.ts';
import { isLinkField } from '../targets/rules.ts';
import { variantKind } from '../variants/rules.ts';

type Found = Map<string, readonly string[]>;

/** What rows of this import will make: kind and field, to the texts that are coming. */
export type Coming = Map<string, TextSet>;

/** Notes a text by which later rows may point to what this import makes. */
export function noteComing(coming: Coming, place: string, text: string): void {
  const texts = coming.get(place) ?? new TextSet();
  texts.add(text);
  coming.set(place, texts);
}

export function placeOf(kind: string, field: string): string {
  return `${kind} ${field}`;
}

interface ListOptions {
  q: string;
  limit: number;
}

/** How what is no plain record is found by a text, and which texts there are. */
interface Source {
  find(db: Db, scope: Scope, field: string, texts: readonly string[]): Promise<Found>;
  list(db: Db, scope: Scope, field: string, options: ListOptions): Promise<string[]>;
}

const holding = (texts: readonly string[], { q, limit }: ListOptions): string[] =>
  texts.filter((text) => text.toLowerCase().includes(q.toLowerCase())).slice(0, limit);

const sources: Readonly<Partial<Record<string, Source>>> = {
  user: {
    find: async (db, scope, field, texts) => byText(await allUsers(db, scope), field, texts),
    list: async (db, scope, field, options) =>
      holding(
        (await allUsers(db, scope)).map(({ name, email }) => (field === 'email' ? (email ?? '') : name)),
        options,
      ),
  },
  team: {
    find: async (db, scope, field, texts) => byText(await listTeams(db, scope), field, texts),
    list: async (db, scope, _field, options) =>
      holding(
        (await listTeams(db, scope)).map(({ name }) => name),
        options,
      ),
  },
  [variantKind]: {
    find: (db, scope, _field, texts) => findVariantsByCode(db, scope, texts),
    list: (db, scope, _field, options) => listVariantCodes(db, scope, options),
  },
};

/** Ids of what has these texts in a field, by text. */
export async function findIds(db: Db, scope: Scope, kind: string, field: string, texts: readonly string[]): Promise<Found> {
  if (texts.length === 0) return new Map();
  const source = sources[kind];
  if (source) return source.find(db, scope, field, texts);
  const entity = entityOf(kind);
  return findByTexts(db, scope, entity, field === 'name' ? entity.titleField : field, texts);
}

/** Of texts that no record has those that one in the bin has. */
async function findInBin(db: Db, scope: Scope, kind: string, field: string, texts: readonly string[]): Promise<Set<string>> {
  if (texts.length === 0 || sources[kind]) return new Set();
  const entity = entityOf(kind);
  const found = await findByTexts(db, scope, entity, field === 'name' ? entity.titleField : field, texts, { isInBin: true });
  return new Set(found.keys());
}

const candidateLimit = 5000;

/** Texts that records of a kind are found by, for proposals and pickers: the first some thousand, or those that hold a text. */
export async function listTexts(
  db: Db,
  scope: Scope,
  kind: string,
  field: string,
  { q = '', limit = candidateLimit }: { q?: string; limit?: number } = {},
): Promise<string[]> {
  const source = sources[kind];
  if (source) return source.list(db, scope, field, { q, limit });
  const entity = entityOf(kind);
  return listKeyTexts(db, scope, entity, field === 'name' ? entity.titleField : field, { q, limit });
}

async function allUsers(db: Db, scope: Scope): Promise<{ id: string; name: string; email: string | null }[]> {
  const users: { id: string; name: string; email: string | null }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsers(db, scope, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    users.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return users;
}

function byText(
  all: readonly { id: string; name: string; email?: string | null }[],
  field: string,
  texts: readonly string[],
): Found {
  const wanted = new Map(texts.map((text) => [text.toLowerCase(), text]));
  const found = new Map<string, string[]>();
  for (const one of all) {
    const text = wanted.get((field === 'email' ? (one.email ?? '') : one.name).toLowerCase());
    if (text !== undefined) found.set(text, [...(found.get(text) ?? []), one.id]);
  }
  return found;
}

export interface Finder {
  /** Looks up the links of these rows that are not known yet: one query per kind for the whole batch. */
  prepare(target: CompiledTarget, rows: readonly { cells: readonly string[] }[]): Promise<void>;
  find: FindLink;
}

/** No index leads to what is in the bin: so many texts are looked for there, enough to say why a file does not fit. */
const binLimit = 200;

/** Resolves links. People and teams are read once; so a finder lives as long as one target, whose rows make neither. */
export function createFinder(db: Db, scope: Scope, coming: Coming | null): Finder {
  const known = new Map<string, { found: Found; missing: Set<string>; inBin: Set<string> }>();
  const knownAt = (field: CompiledField) => {
    const place = placeOf(field.target.target ?? '', field.find);
    const there = known.get(place) ?? { found: new Map<string, readonly string[]>(), missing: new Set(), inBin: new Set() };
    known.set(place, there);
    return there;
  };
  return {
    prepare: async (target, rows) => {
      for (const field of target.fields.filter(({ target: each }) => isLinkField(each))) {
        const { found, missing, inBin } = knownAt(field);
        const kind = field.target.target ?? '';
        const texts = [...new Set(rows.map(({ cells }) => field.textOf(cells)))].filter(
          (text) => text !== '' && !found.has(text),
        );
        for (const [text, ids] of await findIds(db, scope, kind, field.find, texts)) found.set(text, ids);
        const news = texts.filter((text) => !found.has(text) && !missing.has(text)).slice(0, binLimit - missing.size);
        for (const text of news) missing.add(text);
        for (const text of await findInBin(db, scope, kind, field.find, news)) inBin.add(text);
      }
    },
    find: (field, text) => {
      const { found, inBin } = knownAt(field);
      const ids = found.get(text);
      if (ids) return { ids };
      if (coming?.get(placeOf(field.target.target ?? '', field.find))?.has(text)) return 'coming';
      return { ids: [], isInBin: inBin.has(text) };
    },
  };
}
