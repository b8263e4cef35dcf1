import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { FrozenQuote } from '../freezing/contract.ts';
import type { Acceptance } from '../printing/acceptance/rules.ts';
import type { RevisionRow } from '../revisions/service.ts';
import { findDecision } from '../sharing/service.ts';

/** What was accepted of a quote, and by whom. */
export interface Accepted {
  quote: FrozenQuote;
  acceptance: Acceptance;
}

/**
 * What was accepted of a revision, as it was frozen: with what the customer chose on their page, else as it was sent. Undefined where
 * it was not accepted. The caller has found the quote.
 */
export async function findAccepted(db: Db, scope: Scope, quoteId: string, row: RevisionRow): Promise<Accepted | undefined> {
  if (row.state !== 'accepted' || row.frozen === null) return undefined;
  const sentSha256 = row.sha256 ?? '';
  const decision = await findDecision(db, scope, quoteId, row.id);
  if (decision?.outcome === 'accepted') {
    const { chosen, name, title, decidedAt: at, provedTo, signature, sha256 } = decision;
    return { quote: chosen, acceptance: { name, title, at, isOnline: true, provedTo, signature, sha256, sentSha256 } };
  }
  const { decidedBy: name, decidedAt: at } = row;
  const told = { title: null, isOnline: false, provedTo: null, signature: null };
  const quote = FrozenQuote.parse(JSON.parse(row.frozen));
  return { quote, acceptance: { name, at, ...told, sha256: sentSha256, sentSha256 } };
}
