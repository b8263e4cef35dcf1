import { randomBytes } from 'node:crypto';
import { destination, pino, type Logger as PinoLogger } from 'pino';
import type { LogLevel } from './env.ts';
import { traceFields } from './tracing/spans.ts';

export type Logger = PinoLogger;

/** Members that are never written, wherever they stand in the first two levels of what is logged. */
const secrets = ['password', 'newPassword', 'currentPassword', 'token', 'key', 'secret', 'cookie', 'authorization', 'set-cookie'];

/**
 * The log: one JSON object per line on standard error, so that standard output stays for what a command prints. It holds
 * ids, never contents; secrets that slip in are replaced. Where the program is traced, a line names its trace and span.
 */
export function createLogger(
  level: LogLevel,
  stream: { write: (line: string) => void } = destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      mixin: traceFields,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: secrets.flatMap((name) => pathsOf(name)), censor: '***' },
    },
    stream,
  );
}

/** Of an error, what helps to find its cause: a driver's error also carries the values of the row it is about. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return {
    type: error.name,
    message: error.message,
    code: codeIn(error),
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

function pathsOf(name: string): string[] {
  return [`["${name}"]`, `*["${name}"]`, `*.headers["${name}"]`];
}

/** An id for a request: it is in the reply's problem document and on every line logged for that request. */
export function newRequestId(): string {
  return randomBytes(9).toString('base64url');
}

function codeIn(error: object): unknown {
  return 'code' in error ? error.code : undefined;
}
