import type { Database, Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findAnswers, keepFigures } from '../../library/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { findRows } from '../../records/rows/service.ts';
import { getObjection } from '../objections/service.ts';
import { getParts } from '../parts/service.ts';
import { findDealRow, type DealRow } from '../service.ts';
import type { SuggestedAnswer } from './contract.ts';
import { rankAnswers, type Situation } from './rules.ts';
import * as store from './store.ts';

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

async function situationOf(db: Db, scope: Scope, deal: DealRow, contactId: string | null): Promise<Situation> {
  const { products } = await getParts(db, scope, deal.id);
  const account = deal.accountId === null ? [] : await findRows(db, scope, entityOf('account'), [deal.accountId]);
  const speaker = contactId ?? deal.primaryContactId;
  const contact = speaker === null ? [] : await findRows(db, scope, entityOf('contact'), [speaker]);
  const spoken = textOf(contact[0]?.['language']);
  return {
    phase: deal.phase,
    productIds: products.map(({ product }) => product.id),
    industry: textOf(account[0]?.['industry']),
    language: spoken === null || spoken === 'other' ? scope.language : spoken,
  };
}

/** Answers of the library that fit an objection of a deal that the scope may see. */
export async function listAnswers(db: Db, scope: Scope, dealId: string, objectionId: string): Promise<SuggestedAnswer[]> {
  const deal = await findDealRow(db, scope, dealId);
  const { kind, contact } = await getObjection(db, scope, dealId, objectionId);
  return rankAnswers(await findAnswers(db, scope, kind), await situationOf(db, scope, deal, contact?.id ?? null));
}

/** Counts how some answers of the library did so far. */
export async function countAnswersOf(tx: Tx, scope: Scope, materialIds: readonly string[]): Promise<void> {
  await keepFigures(tx, scope, await store.countUse(tx, scope, materialIds));
}

/** Counts anew how the answers did that were used on the deals of some events. Doing it again changes nothing. */
export async function countAnswers(db: Database, scope: Scope, eventIds: readonly string[]): Promise<void> {
  await inTx(db, async (tx) => {
    const dealIds = await store.findDealsOf(tx, scope, eventIds);
    const used = dealIds.length === 0 ? [] : await store.findUsed(tx, scope, dealIds);
    if (used.length > 0) await countAnswersOf(tx, scope, used);
  });
}
