import type { Db } from '../../../platform/db.ts';
import { ownAmount } from '../../../platform/money.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { QuoteProof } from '../../deals/proofs/contract.ts';
import { findHeads } from '../../records/heads/service.ts';
import { loadTermsPolicy } from '../../settings/terms/service.ts';
import { findAccepted } from '../accepted/service.ts';
import { loadRevision } from '../revisions/service.ts';
import { isOnStandardTerms, needsContract } from './rules.ts';
import * as store from './store.ts';

/**
 * The quotes of a deal that prove it won, as far as the scope may see them (declared by the deals): accepted by the customer on the
 * page, with a signature, on standard terms. One that comes to the amount which needs a contract says so. What a seller noted proves
 * nothing by itself.
 */
export async function findQuoteProofs(db: Db, scope: Scope, dealId: string): Promise<QuoteProof[]> {
  const accepted = await store.findAcceptedOnPage(db, scope, dealId);
  if (accepted.length === 0) return [];
  const ids = accepted.map(({ id }) => id);
  const seen = new Set((await findHeads(db, scope, ['quote'], ids)).map(({ id }) => id));
  const policy = await loadTermsPolicy(db, scope);
  const proofs: QuoteProof[] = [];
  for (const { id, revision } of accepted) {
    if (!seen.has(id)) continue;
    const { row } = await loadRevision(db, scope, id, revision);
    const found = await findAccepted(db, scope, id, row);
    if (!found?.acceptance.isOnline || !isOnStandardTerms(found.quote, policy)) continue;
    const { quote, acceptance } = found;
    const { totalMinor } = quote.totals;
    const ownTotalMinor = ownAmount(totalMinor, quote.currency, scope.currency, row.rate);
    proofs.push({
      quoteId: id,
      number: quote.number,
      revision,
      by: [acceptance.name, acceptance.title].filter(Boolean).join(', '),
      at: acceptance.at ?? '',
      provedTo: acceptance.provedTo,
      totalMinor,
      currency: quote.currency,
      contractFromMinor: needsContract(ownTotalMinor, policy.contractFromMinor) ? policy.contractFromMinor : null,
      sha256: acceptance.sha256,
      pdf: `/api/v1/quotes/${id}/pdf?revision=${revision}`,
    });
  }
  return proofs;
}
