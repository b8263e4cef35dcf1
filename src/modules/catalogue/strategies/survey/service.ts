import { todayIn } from '../../../../platform/days.ts';
import type { Db } from '../../../../platform/db.ts';
import type { ReplyOf } from '../../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../../platform/errors.ts';
import { appendEvents } from '../../../../platform/events.ts';
import { permit, reaches } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { inTx } from '../../../../platform/tx.ts';
import { getRow } from '../../../records/entities/service.ts';
import { ownedBy } from '../../../records/plans/service.ts';
import { convertOn } from '../../../settings/rules.ts';
import { loadRatesOn } from '../../../settings/service.ts';
import { productEntity } from '../../entity.ts';
import type { WillingnessAnswer } from '../data/contract.ts';
import type { listPriceAnswers as listContract, NewPriceAnswer, PriceAnswer } from './contract.ts';
import { curveOf, isOrdered, type PriceRange, priceRange } from './rules.ts';
import * as store from './store.ts';

const shown = ({ productId: _product, ...row }: store.AnswerRow): PriceAnswer => ({ ...row, isOrdered: isOrdered(row) });

const four = ['tooCheapMinor', 'cheapMinor', 'dearMinor', 'tooDearMinor'] as const;

/** Answers in one currency by the rates of a day; those without a rate are left out. */
async function inCurrency(db: Db, scope: Scope, rows: readonly store.AnswerRow[], currency: string) {
  if (rows.length === 0) return [];
  const on = todayIn(scope.timeZone);
  const rates = await loadRatesOn(db, scope, on);
  return rows.flatMap((row): (WillingnessAnswer & { productId: string })[] => {
    const [tooCheapMinor, cheapMinor, dearMinor, tooDearMinor] = four.map((key) =>
      convertOn(row[key], { from: row.currency, to: currency, own: scope.currency }, rates, on),
    );
    return tooCheapMinor === undefined || cheapMinor === undefined || dearMinor === undefined || tooDearMinor === undefined
      ? []
      : [{ productId: row.productId, tooCheapMinor, cheapMinor, dearMinor, tooDearMinor }];
  });
}

/** What people would pay for some products, in a currency, by product; the caller has found the products. */
export async function loadPriceRanges(
  db: Db,
  scope: Scope,
  productIds: readonly string[],
  currency: string,
): Promise<ReadonlyMap<string, PriceRange>> {
  const answers = await inCurrency(db, scope, await store.findAnswers(db, scope, productIds), currency);
  const byProduct = [...Map.groupBy(answers, ({ productId }) => productId)];
  return new Map(
    byProduct.flatMap(([productId, some]): [string, PriceRange][] => {
      const range = priceRange(some);
      return range === null ? [] : [[productId, range]];
    }),
  );
}

/** What people say they would pay for a product, with the range that is acceptable. */
export async function listPriceAnswers(db: Db, scope: Scope, productId: string): Promise<ReplyOf<typeof listContract>> {
  const product = await getRow(db, scope, productEntity, productId, { deleted: true });
  const rows = await store.findAnswers(db, scope, [productId]);
  const currency = typeof product['currency'] === 'string' ? product['currency'] : scope.currency;
  const answers = await inCurrency(db, scope, rows, currency);
  return { data: rows.map(shown), currency, range: priceRange(answers), curve: curveOf(answers) };
}

/** Notes what somebody would pay. Whoever notes prices of competitors may: they are the ones who ask. */
export async function addPriceAnswer(db: Db, scope: Scope, productId: string, input: NewPriceAnswer): Promise<PriceAnswer> {
  permit(scope, 'competitorPrice', 'create');
  if (input.answeredOn > todayIn(scope.timeZone)) throw invalidField('/body/answeredOn', 'catalogue.answered_later');
  return inTx(db, async (tx) => {
    await getRow(tx, scope, productEntity, productId);
    const id = await store.insertAnswer(tx, scope, productId, input);
    await appendEvents(tx, scope, [{ kind: 'product.priceAnswered', subjectKind: 'product', subjectId: productId, data: {} }]);
    const made = await store.findAnswer(tx, scope, productId, id);
    if (!made) throw new DomainError('not_found');
    return shown(made);
  });
}

/** Takes an answer away: one of one's own, or any for whoever edits the product. */
export async function removePriceAnswer(db: Db, scope: Scope, productId: string, id: string): Promise<void> {
  await inTx(db, async (tx) => {
    const product = await getRow(tx, scope, productEntity, productId);
    const answer = await store.findAnswer(tx, scope, productId, id);
    if (!answer) throw new DomainError('not_found');
    const isOwn = scope.userId !== null && answer.createdBy?.id === scope.userId;
    if (!isOwn && !reaches(scope, 'product', 'edit', ownedBy(product)))
      throw new DomainError('forbidden', { params: { object: 'product', action: 'edit' } });
    await store.deleteAnswer(tx, scope, id);
    await appendEvents(tx, scope, [
      { kind: 'product.priceAnswerRemoved', subjectKind: 'product', subjectId: productId, data: {} },
    ]);
  });
}
