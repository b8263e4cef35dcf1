import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { violationOf } from '../../../platform/violation.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { deepestTeam } from '../rules.ts';
import type { NewTeam, Team, TeamChanges } from './contract.ts';
import * as store from './store.ts';

/** All teams, parents before children, siblings by name. */
export async function listTeams(db: Db, scope: Scope): Promise<Team[]> {
  permit(scope, 'team', 'view');
  return inTreeOrder(await store.listTeams(db, scope));
}

/** Each team's id with those of all teams below it. Asked for by filters of whoever: it says of no team what it is. */
export async function loadTeamTrees(db: Db, scope: Scope): Promise<ReadonlyMap<string, readonly string[]>> {
  const teams = await store.listTeams(db, scope);
  return new Map(teams.map(({ id }) => [id, teams.filter(({ path }) => path.includes(id)).map((below) => below.id)]));
}

function inTreeOrder(teams: readonly Team[]): Team[] {
  const below = Map.groupBy(teams, (team) => team.parentId);
  const walk = (parentId: string | null): Team[] => (below.get(parentId) ?? []).flatMap((team) => [team, ...walk(team.id)]);
  return walk(null);
}

/** Creates a team below another, or below the root. */
export async function createTeam(db: Database, scope: Scope, input: NewTeam): Promise<Team> {
  permit(scope, 'team', 'create');
  return inTx(db, async (tx) => {
    const { id } = await addTeam(tx, scope, input);
    return getTeam(tx, scope, id);
  });
}

/** The team of a name below a parent, made if there is none; for imports. */
export async function ensureTeam(
  tx: Tx,
  scope: Scope,
  input: NewTeam & { importId?: string },
): Promise<{ id: string; isNew: boolean }> {
  permit(scope, 'team', 'create');
  const root = await store.lockTree(tx, scope);
  const parentId = input.parentId ?? root.id;
  const teams = await store.listTeams(tx, scope);
  const name = input.name.trim().toLowerCase();
  const found = teams.find((team) => team.parentId === parentId && team.name.toLowerCase() === name);
  return found ? { id: found.id, isNew: false } : { ...(await addTeam(tx, scope, { ...input, parentId })), isNew: true };
}

async function addTeam(tx: Tx, scope: Scope, input: NewTeam & { importId?: string }): Promise<{ id: string }> {
  const root = await store.lockTree(tx, scope);
  const parent = input.parentId === undefined ? root : await store.findTeam(tx, scope, input.parentId);
  if (!parent) throw invalidField('/body/parentId', 'not_found_reference');
  requireDepth(parent.path.length + 1);
  const team = {
    parentId: parent.id,
    name: input.name,
    parentPath: parent.path,
    ...(input.importId ? { importId: input.importId } : {}),
  };
  const id = await store.insertTeam(tx, scope, team).catch(refuseTakenName);
  await appendEvents(tx, scope, [{ kind: 'team.created', subjectKind: 'team', subjectId: id, data: { name: input.name } }]);
  return { id };
}

function requireDepth(depth: number): void {
  if (depth > deepestTeam) throw new DomainError('identity.team_too_deep', { params: { maximum: deepestTeam } });
}

function refuseTakenName(error: unknown): never {
  if (violationOf(error)?.constraint === 'teams_name_uq') {
    throw new DomainError('identity.team_name_taken', {
      status: 409,
      fields: [{ pointer: '/body/name', code: 'identity.team_name_taken' }],
    });
  }
  throw error;
}

/** Id of the team with this name, wherever it stands; refused when there is none, or more than one. */
export async function findTeamByName(db: Db, scope: Scope, name: string): Promise<string> {
  const wanted = name.trim().toLowerCase();
  const found = (await store.listTeams(db, scope)).filter((team) => team.name.toLowerCase() === wanted);
  const [only] = found;
  if (!only) throw new DomainError('identity.unknown_team', { params: { name } });
  if (found.length > 1) throw new DomainError('identity.ambiguous_team', { params: { name } });
  return only.id;
}

async function getTeam(db: Db, scope: Scope, id: string): Promise<Team> {
  const team = await store.findTeam(db, scope, id);
  if (!team) throw new DomainError('not_found');
  return team;
}

/** Renames a team or moves it, with all teams below it, under another. A team cannot come to stand below itself. */
export async function updateTeam(db: Database, scope: Scope, id: string, changes: TeamChanges): Promise<Team> {
  permit(scope, 'team', 'edit');
  const { version, parentId, name } = changes;
  return inTx(db, async (tx) => {
    await store.lockTree(tx, scope);
    const team = await getTeam(tx, scope, id);
    if (team.version !== version) throw new DomainError('stale_version', { extra: { current: team } });
    if (parentId !== undefined && parentId !== team.parentId) await moveTeam(tx, scope, team, parentId);
    await store.updateTeam(tx, scope, id, version, name === undefined ? {} : { name }).catch(refuseTakenName);
    await appendEvents(tx, scope, [
      { kind: 'team.updated', subjectKind: 'team', subjectId: id, data: { changes: { name, parentId } } },
    ]);
    return getTeam(tx, scope, id);
  });
}

async function moveTeam(tx: Tx, scope: Scope, team: Team, parentId: string): Promise<void> {
  if (team.parentId === null) throw new DomainError('identity.root_team');
  const parent = await store.findTeam(tx, scope, parentId);
  if (!parent) throw invalidField('/body/parentId', 'not_found_reference');
  if (parent.path.includes(team.id)) throw new DomainError('identity.team_cycle');
  const subtree = await store.listSubtree(tx, scope, team.id);
  const cut = team.path.length - 1;
  requireDepth(parent.path.length + Math.max(...subtree.map((one) => one.path.length - cut)));
  for (const one of subtree) {
    await store.setPath(tx, scope, one.id, [...parent.path, ...one.path.slice(cut)]).catch(refuseTakenName);
  }
}

/** Deletes an empty team. The database itself refuses while people, records or teams belong to it. */
export async function removeTeam(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'team', 'delete');
  await inTx(db, async (tx) => {
    await store.lockTree(tx, scope);
    const team = await getTeam(tx, scope, id);
    if (team.parentId === null) throw new DomainError('identity.root_team');
    await appendEvents(tx, scope, [{ kind: 'team.deleted', subjectKind: 'team', subjectId: id, data: { name: team.name } }]);
    await store.deleteClosedInvitations(tx, scope, id);
    await store.deleteTeam(tx, scope, id).catch((error: unknown) => {
      if (violationOf(error)?.kind === 'foreignKey') throw new DomainError('identity.team_in_use', { status: 409 });
      throw error;
    });
  });
}
