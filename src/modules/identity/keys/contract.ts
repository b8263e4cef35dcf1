import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant } from '../../../platform/endpoint.ts';
import { heldRole, Role } from '../contract.ts';

const tag = 'api-keys';

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  ...heldRole,
  /** Whose it is: the key acts in this person's name and never beyond their role. */
  user: z.object({ id: Id, name: z.string() }),
  /** First characters, to tell keys apart. */
  prefix: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const NewApiKey = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** My own role unless given. */
  role: Role.optional(),
  /** A role of the workspace's own, instead of the product's. */
  roleId: Id.nullable().optional(),
  expiresAt: Instant.nullable().optional(),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api-keys',
  tag,
  summary: 'My API keys; all of them for whoever may manage keys',
  reply: z.object({ data: z.array(ApiKey) }),
});

export const createApiKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  tag,
  summary: 'Create an API key; the key itself is shown this once',
  body: NewApiKey,
  reply: ApiKey.extend({ key: z.string() }),
  isSecret: true,
  errors: ['identity.role_above_own', 'identity.expired_already', 'identity.needs_session'],
});

export const revokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api-keys/:id',
  tag,
  summary: 'Revoke an API key at once',
  params: IdParams,
  reply: Done,
});
