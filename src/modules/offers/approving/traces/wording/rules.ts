import { translate } from '../../../../../platform/i18n.ts';
import type { Language } from '../../../../../platform/languages.ts';
import { currencyExponent, parseAmount } from '../../../../../platform/money.ts';
import { amountText, dayText, priceText, quantityText, shareText } from '../../../../../platform/public/text.ts';
import type { TraceReader, TraceText } from '../../../../approvals/subjects/rules.ts';
import { stepsWithoutCosts } from '../../../../catalogue/pricing/rules.ts';
import { stepText } from '../../../../catalogue/pricing/wording/rules.ts';
import type { Discount } from '../../../content/contract.ts';
import { LineTrace } from '../contract.ts';

const trace = (language: Language, key: string, params: object = {}): string =>
  translate(language, `offers:approval.trace.${key}`, { ...params });

/** A price per piece, which may have more decimals than its currency. */
function pieceText(price: string, currency: string, language: Language): string {
  const read = parseAmount(price, currency);
  return read.ok
    ? amountText(read.value, currency, language)
    : `${currency} ${priceText(price, currencyExponent(currency), language)}`;
}

function discountText(discount: Discount, currency: string, language: Language): string {
  return discount.kind === 'share' ? shareText(-discount.bp, language) : amountText(-discount.minor, currency, language);
}

/** The steps of the catalogue, without those from which costs follow where the reader may not see costs. */
function catalogueTexts({ steps, book }: LineTrace, { language, sees }: TraceReader): string[] {
  if (!sees({ reveals: ['product', 'priceMinor'] })) return [];
  const seesCosts = sees({ right: 'seeCost', reveals: ['product', 'costMinor'] });
  const money = (minor: number, currency: string): string => amountText(minor, currency, language);
  const saying = {
    said: (key: string, params: object = {}): string => translate(language, key, { ...params }),
    money,
    share: (basisPoints: number): string => shareText(basisPoints, language),
    day: (on: string): string => dayText(on, language),
  };
  return (seesCosts ? steps : stepsWithoutCosts(steps, book)).map((step) =>
    trace(language, 'step', { text: stepText(step, saying), amount: money(step.toMinor, step.currency) }),
  );
}

/** Whose price it is, where it is not what the catalogue asks now. */
function originText({ from, way, typedById }: LineTrace, { language, nameOf }: TraceReader): string | null {
  if (from === 'catalogue') return null;
  if (from === 'earlier') return trace(language, 'earlier');
  if (from === 'typed' || way === null) {
    const name = typedById === null ? null : nameOf(typedById);
    return name === null ? trace(language, 'typed') : trace(language, 'typedBy', { name });
  }
  const why = way.isRecommended && way.reason !== null ? `offers:ways.reasons.${way.reason}` : 'offers:ways.ownChoice';
  const named = { way: translate(language, `offers:ways.${way.method}.name`), why: translate(language, why) };
  return trace(language, 'way', named);
}

/** What is taken off, one after the other. */
function reductionTexts({ currency, discount, promotionMinor, wholeDiscount }: LineTrace, language: Language): string[] {
  return [
    ...(discount === null ? [] : [trace(language, 'discount', { off: discountText(discount, currency, language) })]),
    ...(promotionMinor === 0 ? [] : [trace(language, 'promotion', { off: amountText(-promotionMinor, currency, language) })]),
    ...(wholeDiscount === null
      ? []
      : [trace(language, 'wholeDiscount', { off: discountText(wholeDiscount, currency, language) })]),
  ];
}

/** What a piece then costs, where that is an amount: of what recurs each year may have its own price. */
function pieceMinor({ minor, quantity, times }: NonNullable<LineTrace['result']>): number | null {
  const pieces = Number(quantity);
  return times === 1 && Number.isInteger(pieces) && pieces > 0 && minor % pieces === 0 ? minor / pieces : null;
}

/** What is taken off with what a piece then costs behind the last of it; what several pieces come to is a step of its own. */
function resultTexts(data: LineTrace, language: Language): string[] {
  const { currency, result } = data;
  const reductions = reductionTexts(data, language);
  if (result === undefined) return reductions;
  const step = (text: string, minor: number): string =>
    trace(language, 'step', { text, amount: amountText(minor, currency, language) });
  const piece = pieceMinor(result);
  const priced = reductions.map((text, index) => (piece !== null && index === reductions.length - 1 ? step(text, piece) : text));
  if (Number(result.quantity) === 1 && result.times === 1) return priced;
  const quantity = [quantityText(result.quantity, language), result.unit].filter(Boolean).join(' ');
  return [...priced, step(result.times === 1 ? quantity : `${quantity} × ${result.times}`, result.minor)];
}

/** What a line kept of its price, step by step in the reader's language, as far as their rights reach. */
export function traceText(kept: unknown, reader: TraceReader): TraceText {
  const { data } = LineTrace.safeParse(kept);
  if (!data || !reader.sees({ of: 'totalMinor' })) return { steps: [], note: null };
  const { language } = reader;
  const { currency, unitPrice, reason } = data;
  const origin = originText(data, reader);
  const typed =
    origin === null ? [] : [trace(language, 'step', { text: origin, amount: pieceText(unitPrice, currency, language) })];
  return {
    steps: [...catalogueTexts(data, reader), ...typed, ...resultTexts(data, language)],
    note: reason === null ? null : translate(language, 'offers:reason.said', { text: reason }),
  };
}
