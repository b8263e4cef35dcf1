/** One field of a bad request: where it is (JSON pointer into body or query), what is wrong, and the values the message needs. */
export interface FieldFault {
  pointer: string;
  code: string;
  params?: Record<string, unknown>;
}

/** A refusal of many rows names them all; who is told of it reads the first ones. */
export const shownFaults = 50;

interface DomainErrorOptions {
  status?: number;
  params?: Record<string, unknown>;
  fields?: FieldFault[];
  /** Members added to the problem document as they are, e.g. `current` on a stale edit. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

/** Statuses of the platform's own codes; a module's refusal names its own, or is 422. */
export const statusByCode: Readonly<Record<string, number>> = {
  invalid_input: 400,
  unauthorized: 401,
  key_expired: 401,
  key_revoked: 401,
  forbidden: 403,
  viewing_only: 403,
  second_step_required: 403,
  not_found: 404,
  conflict: 409,
  stale_version: 409,
  idempotency_mismatch: 422,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  public_url_missing: 503,
  mail_missing: 503,
};

/**
 * A refusal with a stable code. The text a person reads is made from the code, in the reader's language, at the edge
 * (`platform/problems.ts`). Codes of a module are written `module.code`; those of the platform have no dot. A module's
 * refusal is 422 unless it says otherwise.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, unknown>;
  readonly fields: FieldFault[];
  readonly extra: Record<string, unknown>;

  constructor(code: string, options: DomainErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.status = options.status ?? statusByCode[code] ?? 422;
    this.params = options.params ?? {};
    this.fields = options.fields ?? [];
    this.extra = options.extra ?? {};
  }
}

/** A 400 that names one field and what is wrong with it. */
export function invalidField(pointer: string, code: string, params?: Record<string, unknown>): DomainError {
  return new DomainError('invalid_input', { fields: [params ? { pointer, code, params } : { pointer, code }] });
}
