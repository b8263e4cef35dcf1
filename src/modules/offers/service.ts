import type { Db } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { holdDeal } from '../deals/service.ts';
import type { Row } from '../records/entities/rules.ts';
import { getRow, permitOn, presentRecord } from '../records/entities/service.ts';
import { Quote } from './contract.ts';
import { quoteEntity } from './entity.ts';
import * as store from './store.ts';

/** A quote that the scope may see, as its table has it and as the API shows it. */
export interface SeenQuote {
  row: Row;
  quote: Quote;
}

/** A quote that the scope may see, those in the bin too; 404 otherwise. */
export async function findQuote(db: Db, scope: Scope, id: string): Promise<SeenQuote> {
  const row = await getRow(db, scope, quoteEntity, id, { deleted: true });
  return { row, quote: Quote.parse(presentRecord(scope, quoteEntity, row)) };
}

/** The quote locked, for an action that the scope may do with it. */
export async function lockQuote(tx: Tx, scope: Scope, id: string, action: string): Promise<SeenQuote> {
  const row = await getRow(tx, scope, quoteEntity, id, { lock: true });
  permitOn(scope, quoteEntity, action, row);
  return { row, quote: Quote.parse(presentRecord(scope, quoteEntity, row)) };
}

/**
 * The same where what is done changes the quote's deal too, which is locked first. A quote that goes to another deal in that moment
 * answers 409: its deal is not what whoever asked has seen.
 */
export async function lockQuoteInDeal(tx: Tx, scope: Scope, id: string, action: string): Promise<SeenQuote> {
  const { dealId } = await getRow(tx, scope, quoteEntity, id);
  if (typeof dealId === 'string') await holdDeal(tx, scope, dealId);
  const seen = await lockQuote(tx, scope, id, action);
  if (seen.row['dealId'] !== dealId) throw new DomainError('conflict', { status: 409 });
  return seen;
}

/** Writes onto a locked quote what its newest revision says. */
export async function mirrorQuote(tx: Tx, scope: Scope, id: string, changes: store.QuoteChanges): Promise<void> {
  await store.updateQuote(tx, scope, id, changes);
}

/** Makes a quote the one that its deal's amount follows. */
export async function makePrimary(tx: Tx, scope: Scope, quote: Quote): Promise<void> {
  if (!quote.deal) throw new DomainError('offers.no_deal');
  await store.clearPrimary(tx, scope, quote.deal.id);
  await store.updateQuote(tx, scope, quote.id, { isPrimary: true });
}

/** Whether quotes stand in the workspace's currency already. */
export async function hasQuotes(tx: Tx, scope: Scope): Promise<boolean> {
  return store.hasQuotes(tx, scope);
}
