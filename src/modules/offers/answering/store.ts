import { uuidv7 } from 'uuidv7';
import type { Language } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface NewDecision {
  revisionId: string;
  linkId: string;
  outcome: 'accepted' | 'declined';
  name: string;
  title: string | null;
  reason: string | null;
  consent: string | null;
  signatureKind: 'typed' | 'drawn' | null;
  signature: string | null;
  language: Language;
  provedTo: string | null;
  ip: string;
  userAgent: string;
  /** Canonical JSON of what was decided, its SHA-256, and what it comes to. */
  chosen: string;
  sha256: string;
  netMinor: number;
  totalMinor: number;
}

/** Keeps what a customer decided; it is never written again. */
export async function insertDecision(tx: Tx, scope: Scope, decision: NewDecision): Promise<void> {
  await tx
    .insertInto('quoteDecisions')
    .values({ ...decision, id: uuidv7(), workspaceId: scope.workspaceId })
    .execute();
}
