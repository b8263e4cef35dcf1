import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { sumAmounts } from '../../../platform/money.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { getWorkspace } from '../../identity/workspace/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import { createRecords } from '../../records/entities/service.ts';
import { type LineMoney, moneyOfLines, sumOfLines, summaryOf } from '../amounts/rules.ts';
import type { createOrder as createEndpoint, Order } from '../contract.ts';
import { orderEntity } from '../entity.ts';
import type { FullLine } from '../lines/rules.ts';
import { completeLines, type LineContext, writeLines } from '../lines/service.ts';
import { findOrder } from '../service.ts';

/** An order with amounts that somebody has worked out already: they are kept as they are. */
export interface AgreedOrder {
  values: Input;
  lines: readonly (FullLine & LineMoney)[];
  isTaxIncluded: boolean;
  roundingMinor: number;
}

/** Creates an order of lines whose amounts are given, and answers its id. */
export async function keepOrder(
  tx: Tx,
  scope: Scope,
  { values, lines, isTaxIncluded, roundingMinor }: AgreedOrder,
  options: { importId?: string } = {},
): Promise<string> {
  const sums = sumOfLines(lines);
  const input = {
    ...values,
    ...sums,
    totalMinor: sumAmounts([sums.totalMinor, roundingMinor]),
    roundingMinor,
    isTaxIncluded,
    lineCount: lines.length,
    productSummary: summaryOf(lines),
  };
  const [id = ''] = await createRecords(tx, scope, orderEntity, [input], options);
  await writeLines(tx, scope, [{ orderId: id, lines }]);
  return id;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Notes what a customer ordered, with its lines: typed, or from the customer's own purchase order. */
export async function createOrder(
  db: Db,
  scope: Scope,
  { lines, isTaxIncluded, ...values }: BodyOf<typeof createEndpoint>,
  options: { importId?: string } = {},
): Promise<Order> {
  return inTx(db, async (tx) => {
    const context: LineContext = {
      accountId: values.accountId ?? null,
      orderedOn: textOf(values.orderedOn) ?? todayIn(scope.timeZone),
      currency: textOf(values.currency) ?? scope.currency,
    };
    const includes = isTaxIncluded ?? (await getWorkspace(tx, scope)).revenueIncludesTax ?? false;
    const full = await completeLines(tx, scope, lines, context);
    const money = moneyOfLines(full, context.currency, includes);
    const priced = full.map((line, index) => ({ ...line, ...(money[index] ?? { netMinor: 0, taxMinor: 0, totalMinor: 0 }) }));
    const agreed = { values, lines: priced, isTaxIncluded: includes, roundingMinor: 0 };
    return (await findOrder(tx, scope, await keepOrder(tx, scope, agreed, options))).order;
  });
}
