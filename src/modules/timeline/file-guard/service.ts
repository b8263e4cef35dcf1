import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';

/** A file that somebody asks to delete, and the record it lies on. */
export interface DoomedFile {
  id: string;
  recordId: string;
  name: string;
}

/** Refuses, by throwing, to delete a file that a higher module has promised to keep. */
export type FileGuard = (tx: Tx, scope: Scope, file: DoomedFile) => Promise<void>;

const fileGuards: FileGuard[] = [];

/** Adds somebody who is asked before a file is deleted for good; called at composition. */
export function registerFileGuard(guard: FileGuard): void {
  if (!fileGuards.includes(guard)) fileGuards.push(guard);
}

/** Refuses to delete a file that somebody keeps. */
export async function refuseKept(tx: Tx, scope: Scope, file: DoomedFile): Promise<void> {
  for (const guard of fileGuards) await guard(tx, scope, file);
}
