import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { TextSet } from '../../../platform/text-set.ts';
import { listUsers } from '../../identity/members/service.ts';
import { listTeams } from '../../identity/teams/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { findByTexts, listKeyTexts } from '../../records/keys/service.ts';
import type { CompiledField, CompiledTarget, FindLink } from '../reading/rules.ts';
import { isLinkField } from '../targets/rules.ts';

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

/** Ids of the records, people or teams of these texts, by text. */
export async function findIds(db: Db, scope: Scope, kind: string, field: string, texts: readonly string[]): Promise<Found> {
  if (texts.length === 0) return new Map();
  if (kind === 'user') return byText(await allUsers(db, scope), field, texts);
  if (kind === 'team') return byText(await listTeams(db, scope), field, texts);
  const entity = entityOf(kind);
  return findByTexts(db, scope, entity, field === 'name' ? entity.titleField : field, texts);
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
  if (kind === 'user' || kind === 'team') {
    const texts =
      kind === 'team'
        ? (await listTeams(db, scope)).map(({ name }) => name)
        : (await allUsers(db, scope)).map(({ name, email }) => (field === 'email' ? (email ?? '') : name));
    return texts.filter((text) => text.toLowerCase().includes(q.toLowerCase())).slice(0, limit);
  }
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

/** Resolves links. People and teams are read once; so a finder lives as long as one target, whose rows make neither. */
export function createFinder(db: Db, scope: Scope, coming: Coming | null): Finder {
  const known = new Map<string, Found>();
  const knownAt = (field: CompiledField): Found => {
    const place = placeOf(field.target.target ?? '', field.find);
    const found = known.get(place) ?? new Map<string, readonly string[]>();
    known.set(place, found);
    return found;
  };
  return {
    prepare: async (target, rows) => {
      for (const field of target.fields.filter(({ target: each }) => isLinkField(each))) {
        const found = knownAt(field);
        const texts = [...new Set(rows.map(({ cells }) => field.textOf(cells)))].filter(
          (text) => text !== '' && !found.has(text),
        );
        for (const [text, ids] of await findIds(db, scope, field.target.target ?? '', field.find, texts)) found.set(text, ids);
      }
    },
    find: (field, text) => {
      const ids = knownAt(field).get(text);
      if (ids) return { ids };
      return coming?.get(placeOf(field.target.target ?? '', field.find))?.has(text) ? 'coming' : { ids: [] };
    },
  };
}
