import { translate } from '../../../../../platform/i18n.ts';
import type { Language } from '../../../../../platform/languages.ts';
import { currencyExponent, parseAmount } from '../../../../../platform/money.ts';
import { amountText, dayText, priceText, shareText } from '../../../../../platform/public/text.ts';
import type { TraceReader } from '../../../../approvals/subjects/rules.ts';
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

/** What a line kept of its price, step by step in the reader's language, as far as their rights reach. */
export function traceText(kept: unknown, reader: TraceReader): string[] {
  const { data } = LineTrace.safeParse(kept);
  if (!data || !reader.sees({ of: 'totalMinor' })) return [];
  const { language } = reader;
  const { currency, unitPrice, discount, promotionMinor, wholeDiscount, reason } = data;
  const origin = originText(data, reader);
  return [
    ...catalogueTexts(data, reader),
    ...(origin === null ? [] : [trace(language, 'step', { text: origin, amount: pieceText(unitPrice, currency, language) })]),
    ...(discount === null ? [] : [trace(language, 'discount', { off: discountText(discount, currency, language) })]),
    ...(promotionMinor === 0 ? [] : [trace(language, 'promotion', { off: amountText(-promotionMinor, currency, language) })]),
    ...(wholeDiscount === null
      ? []
      : [trace(language, 'wholeDiscount', { off: discountText(wholeDiscount, currency, language) })]),
    ...(reason === null ? [] : [translate(language, 'offers:reason.said', { text: reason })]),
  ];
}
