import { z } from 'zod';
import { Done, endpoint, IdParams, Instant } from '../../../platform/endpoint.ts';
import { GivenPassword, SessionInfo } from '../contract.ts';

const tag = 'identity';
const needsSession = 'identity.needs_session';

/** Six digits of an authenticator app, or a recovery code; blanks and dashes do not matter. */
export const StepCode = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .meta({ examples: ['123456'] });

export const SecondStepState = z.object({
  /** Since when an authenticator app is asked for; null while it is not. */
  onSince: Instant.nullable(),
  recoveryCodesLeft: z.int(),
  passkeys: z.int(),
  /** True when a workspace of this person asks for it. */
  isRequired: z.boolean(),
  /** True when setting it up takes the password: the session was not opened just now. */
  asksPassword: z.boolean(),
  /** False in a session of single sign-on: its provider looks after second steps. */
  canChange: z.boolean(),
});
export type SecondStepState = z.infer<typeof SecondStepState>;

export const getSecondStep = endpoint({
  method: 'GET',
  path: '/me/second-step',
  tag,
  summary: 'Whether I sign in in two steps',
  reply: SecondStepState,
  isForHeldBack: true,
  errors: [needsSession],
});

export const beginSecondStep = endpoint({
  method: 'POST',
  path: '/me/second-step',
  tag,
  summary: 'Begin to set up an authenticator app; nothing is asked for until its first code was given',
  body: z.strictObject({ password: GivenPassword.optional() }),
  /** `uri` is what the app reads as a picture, `secret` what is typed where there is no camera. */
  reply: z.object({ secret: z.string(), uri: z.string() }),
  isSecret: true,
  isLimited: true,
  isForHeldBack: true,
  errors: [needsSession, 'identity.wrong_password', 'identity.by_single_sign_on'],
});

const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const confirmSecondStep = endpoint({
  method: 'POST',
  path: '/me/second-step/confirm',
  tag,
  summary:
    'Switch two-step sign-in on by the first code of the app; answers ten recovery codes, this once, and ends my other sessions',
  body: z.strictObject({ code: StepCode }),
  reply: RecoveryCodes,
  status: 200,
  isSecret: true,
  isLimited: true,
  isForHeldBack: true,
  errors: [needsSession, 'identity.wrong_code', 'identity.set_up_again', 'identity.by_single_sign_on'],
});

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/me/second-step/recovery-codes',
  tag,
  summary: 'Make ten new recovery codes; the old ones stop working',
  body: z.strictObject({ password: GivenPassword }),
  reply: RecoveryCodes,
  isSecret: true,
  isLimited: true,
  errors: [needsSession, 'identity.wrong_password', 'identity.second_step_off', 'identity.by_single_sign_on'],
});

export const turnOffSecondStep = endpoint({
  method: 'POST',
  path: '/me/second-step/off',
  tag,
  summary: 'Switch two-step sign-in off; refused where a workspace asks for it',
  body: z.strictObject({ password: GivenPassword }),
  reply: Done,
  status: 200,
  isSecret: true,
  isLimited: true,
  errors: [needsSession, 'identity.wrong_password', 'identity.second_step_asked_for', 'identity.by_single_sign_on'],
});

export const finishSignIn = endpoint({
  method: 'POST',
  path: '/session/second-step',
  tag,
  summary: 'Finish a sign-in that was answered by identity.second_step_needed; its cookie says which',
  body: z.strictObject({
    code: StepCode,
    /** Asks for no code on this device for 30 days. */
    remembersDevice: z.boolean().default(false),
  }),
  reply: SessionInfo,
  access: 'publicLimited',
  isSecret: true,
  errors: ['identity.wrong_code', 'identity.step_expired', 'identity.too_many_codes', 'identity.no_workspace'],
});

export const resetSecondStep = endpoint({
  method: 'DELETE',
  path: '/users/:id/second-step',
  tag: 'members',
  summary: 'Take away the authenticator app, recovery codes, passkeys and remembered devices of a member, and end their sessions',
  params: IdParams,
  reply: Done,
  errors: ['identity.higher_person', 'identity.person_elsewhere', 'identity.same_user', needsSession],
});
