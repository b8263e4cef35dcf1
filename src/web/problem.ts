/** One wrong field of a request: where it is (JSON pointer into body, query or params), what is wrong, in the reader's words. */
export interface ProblemFault {
  pointer: string;
  code: string;
  detail: string;
}

interface ProblemBody {
  status: number;
  code: string;
  detail: string;
  errors: ProblemFault[];
  extra: Record<string, unknown>;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faultOf(value: unknown): ProblemFault[] {
  if (!isObject(value)) return [];
  const { pointer, code, detail } = value;
  return typeof pointer === 'string' && typeof code === 'string'
    ? [{ pointer, code, detail: typeof detail === 'string' ? detail : code }]
    : [];
}

/** A refusal of the server (RFC 9457), or `offline` when it did not answer at all. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: ProblemFault[];
  /** Further members of the problem, e.g. `current` on a stale edit. */
  readonly extra: Record<string, unknown>;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'ProblemError';
    this.status = body.status;
    this.code = body.code;
    this.errors = body.errors;
    this.extra = body.extra;
  }
}

/** Reads a problem document; anything else (a proxy's HTML page) becomes `internal` with the status kept. */
export function readProblem(status: number, value: unknown): ProblemError {
  if (!isObject(value) || typeof value['code'] !== 'string') {
    return new ProblemError({ status, code: status >= 502 ? 'unavailable' : 'internal', detail: '', errors: [], extra: {} });
  }
  const { code, detail, errors } = value;
  return new ProblemError({
    status,
    code,
    detail: typeof detail === 'string' ? detail : '',
    errors: Array.isArray(errors) ? errors.flatMap(faultOf) : [],
    extra: value,
  });
}

/** The server could not be reached. */
export function offlineProblem(): ProblemError {
  return new ProblemError({ status: 0, code: 'offline', detail: '', errors: [], extra: {} });
}

/** The server has a newer release than this page. */
export function outdatedProblem(): ProblemError {
  return new ProblemError({ status: 404, code: 'outdated', detail: '', errors: [], extra: {} });
}

/** What stands now, from the refusal of an old version; undefined for any other error. */
export function currentOf(error: unknown): Record<string, unknown> | undefined {
  const current = error instanceof ProblemError && error.code === 'stale_version' ? error.extra['current'] : undefined;
  return isObject(current) ? current : undefined;
}
