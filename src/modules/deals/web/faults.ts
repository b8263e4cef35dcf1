import { ProblemError } from '../../../web/problem.ts';

/** What was wrong with a field of a dialog, by the beginning of its pointer. */
export function faultOf(error: Error | null, pointer: string): string | null {
  const faults = error instanceof ProblemError ? error.errors : [];
  return faults.find((fault) => fault.pointer.startsWith(pointer))?.detail ?? null;
}

/** True when every fault of a refusal stands at a field that the dialog shows. */
export function isAtFields(error: Error | null, pointers: readonly string[]): boolean {
  const faults = error instanceof ProblemError ? error.errors : [];
  return faults.length > 0 && faults.every((fault) => pointers.some((pointer) => fault.pointer.startsWith(pointer)));
}
