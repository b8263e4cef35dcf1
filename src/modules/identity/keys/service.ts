import type { FastifyRequest } from 'fastify';
import { dayInZone } from '../../../platform/days.ts';
import type { Database, Db } from '../../../platform/db.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit, reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { bearerKeyOf, hashOf, newKey, prefixOf } from '../access/rules.ts';
import { findHeldRole, grantRole } from '../roles/service.ts';
import { Role } from '../contract.ts';
import type { ApiKey, NewApiKey } from './contract.ts';
import * as store from './store.ts';

function keyOf({ userId, userName, role, ...row }: store.KeyRow): ApiKey {
  const isExpired = row.expiresAt !== null && Date.parse(row.expiresAt) <= Date.now();
  const state = row.revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'active';
  return { ...row, state, role: Role.parse(role), user: { id: userId, name: userName } };
}

/** Why a request has no scope. Only who shows the whole of a key that was one is told that it ended, and when. */
export async function whyRefused(db: Db, request: FastifyRequest): Promise<DomainError> {
  const key = bearerKeyOf(request.headers.authorization);
  const ended = key === null ? undefined : await store.findEndedKey(db, hashOf(key));
  if (!ended) return new DomainError('unauthorized');
  const { code, at, timeZone } = ended;
  return new DomainError(code, { params: { day: dayInZone(at, timeZone) }, extra: { endedAt: at } });
}

/** The caller's own keys, or everybody's for whoever may see all. */
export async function listApiKeys(db: Db, scope: Scope): Promise<ApiKey[]> {
  permit(scope, 'apiKey', 'view');
  const all = scope.rights('apiKey', 'view') === 'all';
  return (await store.listKeys(db, scope, all ? null : (scope.userId ?? ''))).map(keyOf);
}

/** Makes a key in the caller's name. Its role may do nothing that the caller may not do. */
export async function createApiKey(db: Database, scope: Scope, input: NewApiKey): Promise<ApiKey & { key: string }> {
  permit(scope, 'apiKey', 'create');
  const { userId } = scope;
  if (userId === null) throw new DomainError('forbidden', { params: { object: 'apiKey', action: 'create' } });
  // Otherwise a key that ends tomorrow could make one that never does.
  if (scope.actor.kind === 'key') throw new DomainError('identity.needs_session', { status: 403 });
  const expiresAt = input.expiresAt ?? null;
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
    throw invalidField('/body/expiresAt', 'identity.expired_already');
  return inTx(db, async (tx) => {
    const { role, roleId } = (await grantRole(tx, scope, input)) ?? (await findHeldRole(tx, scope, userId));
    const key = newKey();
    const id = await store.insertKey(tx, scope, {
      name: input.name,
      userId,
      role,
      roleId,
      expiresAt,
      keyHash: hashOf(key),
      prefix: prefixOf(key),
    });
    await appendEvents(tx, scope, [
      { kind: 'apiKey.created', subjectKind: 'apiKey', subjectId: id, data: { name: input.name, role } },
    ]);
    return { ...keyOf(await getKey(tx, scope, id)), key };
  });
}

async function getKey(db: Db, scope: Scope, id: string): Promise<store.KeyRow> {
  const row = await store.findKey(db, scope, id);
  if (!row) throw new DomainError('not_found');
  return row;
}

/** Revokes a key: the next request that shows it is refused. A key one may not see does not exist. */
export async function revokeApiKey(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'apiKey', 'delete');
  await inTx(db, async (tx) => {
    const row = await getKey(tx, scope, id);
    if (!reaches(scope, 'apiKey', 'delete', { ownerId: row.userId, teamId: null })) throw new DomainError('not_found');
    await store.revokeKey(tx, scope, id);
    await appendEvents(tx, scope, [{ kind: 'apiKey.revoked', subjectKind: 'apiKey', subjectId: id, data: { name: row.name } }]);
  });
}
