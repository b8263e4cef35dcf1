import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { translate } from '../../../platform/i18n.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { wonProofs } from '../contract.ts';
import { getDeal } from '../service.ts';
import type { QuoteProof } from './contract.ts';
import { findQuoteProofs } from './rules.ts';

/** Accepted quotes that prove a deal won, of a deal that the scope may see. */
export async function listQuoteProofs(db: Db, scope: Scope, dealId: string): Promise<QuoteProof[]> {
  await getDeal(db, scope, dealId);
  return findQuoteProofs(db, scope, dealId);
}

/** What is said to prove a win. */
export interface SaidProof {
  kind: (typeof wonProofs)[number];
  note?: string | undefined;
  fileId?: string | undefined;
  quoteId?: string | undefined;
}

/**
 * What is kept as the proof of a win. That a quote proves it is looked up and not believed: another one, or none, is refused
 * (`deals.no_quote_proof`). What was accepted, by whom, and its hash stand in the note.
 */
export async function proofOf(
  tx: Tx,
  scope: Scope,
  dealId: string,
  { kind, note, fileId, quoteId }: SaidProof,
): Promise<{ note: string | null; fileId: string | null; quoteId: string | null }> {
  const said = { note: note ?? null, fileId: fileId ?? null, quoteId: null };
  if (kind !== 'quote') return said;
  const proofs = await findQuoteProofs(tx, scope, dealId);
  const proof = quoteId === undefined ? proofs[0] : proofs.find((one) => one.quoteId === quoteId);
  if (!proof)
    throw new DomainError('deals.no_quote_proof', { fields: [{ pointer: '/body/proof/kind', code: 'deals.no_quote_proof' }] });
  const { number, revision, by, provedTo: to, sha256 } = proof;
  const sentence = translate(scope.language, `deals:proof.${to === null ? 'accepted' : 'acceptedWithCode'}`, {
    number,
    revision,
    by,
    to,
    sha256,
  });
  return { ...said, note: [sentence, note].filter(Boolean).join('\n'), quoteId: proof.quoteId };
}
