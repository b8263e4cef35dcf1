import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { type Entity, type Input, pointerTo } from '../entities/rules.ts';
import { findHeads, findOwning, findRootTeam } from '../heads/service.ts';

interface LinkUse {
  id: string;
  target: string;
  pointer: string;
}

/** Refuses inputs that point to records, users or teams that are not there, are of another kind or may not be seen. */
export async function checkLinks(tx: Tx, scope: Scope, entity: Entity, inputs: readonly Input[]): Promise<void> {
  const uses = inputs.flatMap((input, index) => linksOf(entity, input, index, inputs.length));
  if (uses.length === 0) return;
  const faults = [...(await missingRecords(tx, scope, uses)), ...(await missingPeople(tx, scope, uses))];
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
}

function linksOf(entity: Entity, input: Input, index: number, size: number): LinkUse[] {
  const links = entity.columns.filter(
    ({ key, field }) => (field.kind === 'ref' && !entity.refTables?.[key]) || field.kind === 'user' || field.kind === 'team',
  );
  const targets = links.map(({ property, field }) => ({
    property,
    target: field.kind === 'ref' ? (field.target ?? '') : field.kind,
  }));
  return targets.flatMap(({ property, target }) => {
    const id = input[property];
    return typeof id === 'string' ? [{ id, target, pointer: pointerTo(index, size, property) }] : [];
  });
}

async function missingRecords(tx: Tx, scope: Scope, uses: readonly LinkUse[]): Promise<FieldFault[]> {
  const wanted = uses.filter(({ target }) => target !== 'user' && target !== 'team');
  if (wanted.length === 0) return [];
  const kinds = [...new Set(wanted.map(({ target }) => target))];
  const heads = await findHeads(tx, scope, kinds, [...new Set(wanted.map(({ id }) => id))]);
  const found = new Set(heads.map(({ id, kind }) => `${kind} ${id}`));
  return wanted
    .filter(({ id, target }) => !found.has(`${target} ${id}`))
    .map(({ pointer }) => ({ pointer, code: 'not_found_reference' }));
}

async function missingPeople(tx: Tx, scope: Scope, uses: readonly LinkUse[]): Promise<FieldFault[]> {
  const idsOf = (target: string) => uses.flatMap((use) => (use.target === target ? [use.id] : []));
  const { teamOf: users, teams } = await findOwning(tx, scope, { users: idsOf('user'), teams: idsOf('team') });
  return uses
    .filter(({ id, target }) => (target === 'user' && !users.has(id)) || (target === 'team' && !teams.has(id)))
    .map(({ pointer }) => ({ pointer, code: 'not_found_reference' }));
}

/**
 * Answers who owns what: the owner named in the values (the maker when none is named, nobody when null is), and the team
 * named, else the owner's, else the maker's, else the workspace's root. Unknown owners and teams are refused.
 */
export async function resolveOwners(
  tx: Tx,
  scope: Scope,
  inputs: readonly Input[],
): Promise<(values: Input) => { ownerId: string | null; teamId: string }> {
  const owners = [...new Set(inputs.flatMap(({ ownerId }) => (typeof ownerId === 'string' ? [ownerId] : [])))];
  const named = [...new Set(inputs.flatMap(({ teamId }) => (typeof teamId === 'string' ? [teamId] : [])))];
  const { teamOf, teams } = await findOwning(tx, scope, { users: owners, teams: named });
  refuseUnknown(
    inputs,
    (id) => teamOf.has(id),
    (id) => teams.has(id),
  );
  const fallback = scope.teamId ?? (await findRootTeam(tx, scope));
  if (fallback === null) throw new DomainError('internal');
  return (values) => {
    const ownerId = values['ownerId'] === null ? null : typeof values['ownerId'] === 'string' ? values['ownerId'] : scope.userId;
    const given = typeof values['teamId'] === 'string' ? values['teamId'] : null;
    return { ownerId, teamId: given ?? (ownerId === null ? fallback : (teamOf.get(ownerId) ?? fallback)) };
  };
}

function refuseUnknown(inputs: readonly Input[], isUser: (id: string) => boolean, isTeam: (id: string) => boolean): void {
  const faults: FieldFault[] = inputs.flatMap((input, index) => {
    const at = (property: string) => ({ pointer: pointerTo(index, inputs.length, property), code: 'not_found_reference' });
    const { ownerId, teamId } = input;
    return [
      ...(typeof ownerId === 'string' && !isUser(ownerId) ? [at('ownerId')] : []),
      ...(typeof teamId === 'string' && !isTeam(teamId) ? [at('teamId')] : []),
    ];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
}
