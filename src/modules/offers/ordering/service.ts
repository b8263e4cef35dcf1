import { addDays, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findVariantsOf } from '../../catalogue/parts/service.ts';
import type { Order } from '../../orders/contract.ts';
import { keepOrder } from '../../orders/creation/service.ts';
import type { FullLine } from '../../orders/lines/rules.ts';
import { findIdOfQuote, findOrder } from '../../orders/service.ts';
import { ownedBy } from '../../records/plans/service.ts';
import { findAccepted } from '../accepted/service.ts';
import type { FrozenQuote } from '../freezing/contract.ts';
import { loadRevision } from '../revisions/service.ts';
import { lockQuote, type SeenQuote } from '../service.ts';
import { orderLinesOf } from './rules.ts';

/** What the sample company says of its orders: the mark it carries, and a number that the workspace's own are not counted by. */
export interface SampleOptions {
  importId: string;
  number: string;
}

/** What was accepted of the newest revision; 409 where it was not. */
async function loadAccepted(tx: Tx, scope: Scope, quoteId: string): Promise<FrozenQuote> {
  const { row } = await loadRevision(tx, scope, quoteId, null);
  const accepted = await findAccepted(tx, scope, quoteId, row);
  if (!accepted) throw new DomainError('offers.not_accepted', { status: 409 });
  return accepted.quote;
}

/** A variant may have been taken out of its product since; what was ordered keeps its name. */
async function withKnownVariants<L extends FullLine>(tx: Tx, scope: Scope, lines: readonly L[]): Promise<L[]> {
  const productIds = lines.flatMap(({ productId, variantId }) => (variantId === null || productId === null ? [] : [productId]));
  const found = productIds.length === 0 ? [] : await findVariantsOf(tx, scope, [...new Set(productIds)]);
  const known = new Set(found.map(({ id }) => id));
  return lines.map((line) => (line.variantId === null || known.has(line.variantId) ? line : { ...line, variantId: null }));
}

/** An order belongs to the quote's owner, unless the maker may only make their own. */
function ownerOf(scope: Scope, { row }: SeenQuote) {
  const { ownerId, teamId } = ownedBy(row);
  return reaches(scope, 'order', 'create', { ownerId, teamId }) ? { ownerId, teamId } : {};
}

/**
 * Makes the order that an accepted quote asks for: its lines and amounts are those that were accepted, to the cent. Once for
 * one quote: asked again, or by two at a time, it answers the order that is there.
 */
export async function createOrderFromQuote(db: Db, scope: Scope, quoteId: string, sample?: SampleOptions): Promise<Order> {
  return inTx(db, async (tx) => {
    const seen = await lockQuote(tx, scope, quoteId, 'edit');
    const there = await findIdOfQuote(tx, scope, quoteId);
    if (there !== undefined) return (await findOrder(tx, scope, there)).order;
    const { quote } = seen;
    const accepted = await loadAccepted(tx, scope, quoteId);
    const orderedOn = quote.decidedOn ?? todayIn(scope.timeZone);
    const { leadDays } = accepted.delivery;
    const values = {
      ...ownerOf(scope, seen),
      ...(sample ? { number: sample.number } : {}),
      accountId: quote.account?.id ?? null,
      contactId: quote.contact?.id ?? null,
      dealId: quote.deal?.id ?? null,
      quoteId,
      source: 'quote',
      currency: accepted.currency,
      orderedOn,
      dueOn: leadDays === null ? null : addDays(orderedOn, leadDays),
    };
    const agreed = {
      values,
      lines: await withKnownVariants(tx, scope, orderLinesOf(accepted)),
      isTaxIncluded: accepted.isTaxIncluded,
      roundingMinor: accepted.totals.cashRoundingMinor,
    };
    const id = await keepOrder(tx, scope, agreed, sample ? { importId: sample.importId } : {});
    const { order } = await findOrder(tx, scope, id);
    const data = { orderId: id, number: order.number, totalMinor: order.totalMinor, currency: order.currency };
    await appendEvents(tx, scope, [{ kind: 'quote.ordered', subjectKind: 'quote', subjectId: quoteId, data }]);
    return order;
  });
}
