/** Prints data for programs: one JSON document on standard output. */
export function printJson(data: unknown): void {
  console.log(JSON.stringify(data, null, 2));
}

/** True for a write to a pipe whose reader has gone, as in `chengdan export … | head`. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** A reader that has seen enough is no fault; without this, Node would end the process with a stack. */
export function heedClosedPipe(): void {
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}
