import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import * as store from './store.ts';

export type RecordHead = store.RecordHead;

/** Heads of living records that the scope may see, whatever their kind. */
export async function findHeads(
  db: Db,
  scope: Scope,
  kinds: readonly string[],
  ids: readonly string[],
  options: { deleted?: boolean } = {},
): Promise<RecordHead[]> {
  return store.findHeads(db, scope, kinds, ids, options);
}

/** Teams by what claims them. */
export interface Owning {
  /** Team of each of the users by user id, active or not: what somebody did before leaving is theirs. */
  teamOf: ReadonlyMap<string, string>;
  /** Those of the ids that are teams of the workspace. */
  teams: ReadonlySet<string>;
}

/** Which of these users and teams there are. */
export async function findOwning(
  db: Db,
  scope: Scope,
  { users, teams }: { users: readonly string[]; teams: readonly string[] },
): Promise<Owning> {
  return { teamOf: await store.findTeamsOfUsers(db, scope, users), teams: await store.findTeams(db, scope, teams) };
}

/** The team that everything belongs to which nobody's team claims. */
export async function findRootTeam(db: Db, scope: Scope): Promise<string | null> {
  return store.findRootTeam(db, scope);
}

/** Those of the kinds of which the workspace has a record, be it in the bin. */
export async function findKindsInUse(db: Db, scope: Scope, kinds: readonly string[]): Promise<string[]> {
  return store.findKindsInUse(db, scope, kinds);
}
