import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { translate } from '../../../platform/i18n.ts';
import { amountText } from '../../../platform/public/text.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { wonProofs } from '../contract.ts';
import { getDeal } from '../service.ts';
import type { QuoteProof } from './contract.ts';
import { chosenProof, findQuoteProofs } from './rules.ts';

/** Accepted quotes on standard terms, of a deal that the scope may see. */
export async function listQuoteProofs(db: Db, scope: Scope, dealId: string): Promise<QuoteProof[]> {
  await getDeal(db, scope, dealId);
  return findQuoteProofs(db, scope, dealId);
}

/** A refusal of what is said to prove a win, told at its kind. */
function refusalOf(code: string, params: Record<string, string> = {}): DomainError {
  return new DomainError(code, { params, fields: [{ pointer: '/body/proof/kind', code, params }] });
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
 * (`deals.no_quote_proof`), and so is one whose amount needs a contract (`deals.contract_needed`). What was accepted, by whom, and
 * its hash stand in the note.
 */
export async function proofOf(
  tx: Tx,
  scope: Scope,
  dealId: string,
  { kind, note, fileId, quoteId }: SaidProof,
): Promise<{ note: string | null; fileId: string | null; quoteId: string | null }> {
  const said = { note: note ?? null, fileId: fileId ?? null, quoteId: null };
  if (kind !== 'quote') return said;
  const proof = chosenProof(await findQuoteProofs(tx, scope, dealId), quoteId);
  if (!proof) throw refusalOf('deals.no_quote_proof');
  const { number, revision, by, provedTo: to, sha256, totalMinor, currency, contractFromMinor } = proof;
  if (contractFromMinor !== null) {
    const limit = amountText(contractFromMinor, scope.currency, scope.language);
    throw refusalOf('deals.contract_needed', { number, limit, total: amountText(totalMinor, currency, scope.language) });
  }
  const sentence = translate(scope.language, `deals:proof.${to === null ? 'accepted' : 'acceptedWithCode'}`, {
    number,
    revision,
    by,
    to,
    sha256,
  });
  return { ...said, note: [sentence, note].filter(Boolean).join('\n'), quoteId: proof.quoteId };
}
