import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant, Version } from '../../../platform/endpoint.ts';
import { EmailAddress, GivenPassword, Language, Me, NewPassword, PersonName, TimeZone } from '../contract.ts';

const tag = 'identity';
const needsSession = ['identity.needs_session'];

export const Device = z.object({
  id: Id,
  /** For people, such as "Chrome · Windows"; null when the program did not say. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  ipAddress: z.string().nullable(),
  createdAt: Instant,
  lastSeenAt: Instant,
  isCurrent: z.boolean(),
});
export type Device = z.infer<typeof Device>;

export const listSessions = endpoint({
  method: 'GET',
  path: '/sessions',
  tag,
  summary: 'Where I am signed in',
  reply: z.object({ data: z.array(Device) }),
  errors: needsSession,
});
export const endSession = endpoint({
  method: 'DELETE',
  path: '/sessions/:id',
  tag,
  summary: 'End one of my sessions',
  params: IdParams,
  reply: Done,
  errors: needsSession,
});
export const endOtherSessions = endpoint({
  method: 'DELETE',
  path: '/sessions',
  tag,
  summary: 'End all of my sessions but this one',
  reply: Done,
  errors: needsSession,
});

export const updateMe = endpoint({
  method: 'PATCH',
  path: '/me',
  tag,
  summary: 'Change my name, language or time zone',
  body: z.strictObject({
    version: Version,
    name: PersonName.optional(),
    language: Language.nullable().optional(),
    timeZone: TimeZone.nullable().optional(),
  }),
  reply: Me,
  errors: ['stale_version', 'identity.needs_session'],
});

export const changeEmail = endpoint({
  method: 'POST',
  path: '/me/email',
  tag,
  summary: 'Change the address I sign in with, in every workspace; the old one is told',
  body: z.strictObject({ email: EmailAddress, password: GivenPassword }),
  reply: Done,
  status: 200,
  isSecret: true,
  isLimited: true,
  errors: ['identity.needs_session', 'identity.wrong_password', 'identity.email_taken'],
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/me/password',
  tag,
  summary: 'Change my password; ends my other sessions',
  body: z.strictObject({ currentPassword: GivenPassword, newPassword: NewPassword }),
  reply: Done,
  status: 200,
  isSecret: true,
  isLimited: true,
  errors: ['identity.needs_session', 'identity.wrong_password'],
});
