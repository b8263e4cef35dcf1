/**
 * A reason not to start that a person can mend: what is wrong, and the fix. It is printed as it is, without a stack, and
 * ends the process with exit code 1.
 */
export class StartError extends Error {
  readonly fix: string;

  constructor(message: string, fix: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StartError';
    this.fix = fix;
  }
}

/** The lines to print for an error that ended a command: fault and fix when it is known, else the message. */
export function explain(error: unknown): string {
  if (error instanceof StartError) return error.fix === '' ? error.message : `${error.message} ${error.fix}`;
  return error instanceof Error ? error.message : String(error);
}
