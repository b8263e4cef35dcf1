import { todayIn } from '../../platform/days.ts';
import { DomainError, type FieldFault } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { makeConverter, nextDocumentNumbers } from '../settings/service.ts';
import { findTaken } from '../records/duplicates/service.ts';
import { type Change, defineEntity, entityOf, type Input, pointerTo } from '../records/entities/rules.ts';
import { orderEndpoints, orderFields, orderLinks } from './contract.ts';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The next numbers that nobody has typed already, among these neither. */
async function freeNumbers(tx: Tx, scope: Scope, count: number, typed: ReadonlySet<string>): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const next = await nextDocumentNumbers(tx, scope, { kind: 'order', prefix: 'SO-', count: count - free.length });
    const taken = await findTaken(tx, scope, entityOf('order'), 'number', next);
    free.push(...next.filter((number) => !taken.has(number) && !typed.has(number)));
  }
  return free;
}

/** Numbers for the new ones of some orders that have none, by place. */
async function numbersOf(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<Map<number, string>> {
  const typed = new Set(changes.flatMap(({ input }) => text(input['number']) ?? []));
  const places = changes.flatMap(({ before, input }, place) => (before === null && !text(input['number']) ? [place] : []));
  const numbers = await freeNumbers(tx, scope, places.length, typed);
  return new Map(places.map((place, index) => [place, numbers[index] ?? '']));
}

const sourceOf = (poNumber: unknown) => (text(poNumber) === null ? 'typed' : 'purchaseOrder');

/** What an order has before anybody says anything else: the next number, today, the workspace's currency, no lines. */
function started(scope: Scope, { before, input }: Change, number: string | undefined): Input {
  if (before !== null) {
    const follows = 'poNumber' in input && (before['source'] === 'typed' || before['source'] === 'purchaseOrder');
    return follows ? { ...input, source: sourceOf(input['poNumber']) } : input;
  }
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
  return {
    netMinor: 0,
    taxMinor: 0,
    roundingMinor: 0,
    totalMinor: 0,
    lineCount: 0,
    isTaxIncluded: false,
    source: sourceOf(input['poNumber']),
    ...given,
    currency: text(input['currency']) ?? scope.currency,
    number: text(input['number']) ?? number,
    orderedOn: text(input['orderedOn']) ?? todayIn(scope.timeZone),
  };
}

/** The amounts of the lines are in the order's currency: with the first line it is settled. */
function requireCurrency(changes: readonly Change[]): void {
  const faults = changes.flatMap(({ before, input }, index): FieldFault[] => {
    if (before === null || !('currency' in input) || Number(before['lineCount']) === 0) return [];
    return [{ pointer: pointerTo(index, changes.length, 'currency'), code: 'orders.currency_settled' }];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
}

const valueInputs = ['totalMinor', 'currency', 'orderedOn'];

/** Completes each change by the total in the workspace's currency, at the rate of the day of the order. */
async function withBase(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<Input[]> {
  const wanted = changes.map(({ before, input }) => before === null || valueInputs.some((key) => key in input));
  const rows: Input[] = changes.map(({ before, input }) => ({ ...before, ...input }));
  const isForeign = rows.some((row, index) => wanted[index] && row['currency'] !== scope.currency);
  const convert = isForeign
    ? await makeConverter(
        tx,
        scope,
        rows.map(({ currency, orderedOn }) => ({ currency, on: orderedOn })),
      )
    : (amountMinor: number) => amountMinor;
  const faults: FieldFault[] = [];
  const completed = changes.map(({ input }, index) => {
    const { totalMinor, currency, orderedOn } = rows[index] ?? {};
    if (!wanted[index] || typeof currency !== 'string' || typeof orderedOn !== 'string') return input;
    const baseTotalMinor = convert(Number(totalMinor), currency, orderedOn);
    if (baseTotalMinor !== undefined) return { ...input, baseTotalMinor };
    const params = { currency, own: scope.currency, on: orderedOn };
    faults.push({ pointer: pointerTo(index, changes.length, 'currency'), code: 'settings.no_rate', params });
    return input;
  });
  const [first] = faults;
  if (first) throw new DomainError('settings.no_rate', { params: first.params, fields: faults });
  return completed;
}

async function prepare(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<Input[]> {
  requireCurrency(changes);
  const numbers = await numbersOf(tx, scope, changes);
  const begun = changes.map((change, place) => ({ ...change, input: started(scope, change, numbers.get(place)) }));
  return withBase(tx, scope, begun);
}

export const orderEntity = defineEntity({
  object: 'order',
  plural: 'orders',
  module: 'orders',
  table: 'orders',
  fields: orderFields,
  linkFilters: { product: { field: orderLinks.product, table: 'order_lines', from: 'order_id', to: 'product_id' } },
  titleField: 'number',
  subtitleField: 'account',
  searchFields: ['poNumber', 'productSummary'],
  inFigures: ['account', 'contact', 'deal'],
  alsoAbout: ['deal', 'account', 'contact'],
  endpoints: orderEndpoints,
  prepare,
});
