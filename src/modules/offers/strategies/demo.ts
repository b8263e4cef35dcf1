import { todayIn } from '../../../platform/days.ts';
import type { Both } from '../../../platform/demo.ts';
import { parseAmount } from '../../../platform/money.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { QuoteContent } from '../content/contract.ts';
import { said } from '../dressing/demo.ts';
import { AskedLine } from './contract.ts';
import { pricedByWay } from './choosing/rules.ts';
import { compareStrategies } from './service.ts';

const need: Both = ['人工复检的两个人', 'Two people who inspect by hand'];
/** What a piece is worth to the customer, against its price. */
const worth = 3.6;

/** A quote whose first line is priced by what it is worth to the customer, where that can be done. */
export async function pricedByValue(tx: Tx, scope: Scope, quoteId: string, content: QuoteContent): Promise<QuoteContent> {
  const { currency, isTaxIncluded, language, lines } = content;
  const [first, ...others] = lines;
  const now = first && parseAmount(first.unitPrice, currency, { round: true });
  if (!first || !now?.ok) return content;
  const { id: lineId, productId, quantity, taxBp } = first;
  const needs = [{ what: said(need, language), benefitMinor: Math.round(now.value * worth), isOurs: true }];
  const asked = AskedLine.parse({ lineId, productId, quantity, taxBp, unitPriceMinor: now.value, inputs: { needs } });
  const [made] = await compareStrategies(tx, scope, quoteId, { currency, isTaxIncluded, lines: [asked] });
  const change = made && pricedByWay(first, made, 'valueBased', { ...asked, currency, on: todayIn(scope.timeZone) });
  return change ? { ...content, lines: [{ ...first, ...change }, ...others] } : content;
}
