import type { CheckReport, ImportState, Progress } from '../contract.ts';
import type { ImportMap } from '../mapping/contract.ts';

/** An import as its row has it. */
export interface ImportRow {
  id: string;
  name: string;
  state: ImportState;
  map: ImportMap | null;
  report: CheckReport | null;
  progress: Partial<Progress> & { cursors?: Record<string, number> };
  fault: { code: string; params?: Record<string, unknown> } | null;
  skipsErrors: boolean;
  createdById: string | null;
  createdByName: string | null;
  createdAt: string;
  finishedAt: string | null;
}

export interface ImportChange {
  state?: ImportState;
  map?: ImportMap | null;
  report?: CheckReport | null;
  progress?: Progress;
  fault?: ImportRow['fault'];
  skipsErrors?: boolean;
  leaseId?: string | null;
  isFinished?: boolean;
}
