import { basisPointsOf, shareOfAmount, sumAmounts } from '../../../platform/money.ts';
import type { AgreedTerms, Departure, Payment, PolicyLimits, Term, TermsPolicy } from './contract.ts';

/**
 * What each part of the schedule comes to. The last part takes the cents that rounding left over, so that parts which make up
 * the whole sum to it; `leftMinor` is what the schedule does not cover (negative: what it asks too much).
 */
export function paymentsOf(totalMinor: number, payments: readonly Payment[]): { amounts: number[]; leftMinor: number } {
  const amounts = payments.map(({ part }) => {
    if (part.kind === 'amount') return part.minor;
    return part.kind === 'share' ? shareOfAmount(totalMinor, part.bp) : 0;
  });
  const left = totalMinor - sumAmounts(amounts);
  const rest = payments.findIndex(({ part }) => part.kind === 'rest');
  const shares = payments.reduce((sum, { part }) => sum + (part.kind === 'share' ? part.bp : 0), 0);
  const lastShare = payments.findLastIndex(({ part }) => part.kind === 'share');
  const isWhole = shares === 10_000 && payments.every(({ part }) => part.kind === 'share');
  const takes = rest >= 0 ? rest : isWhole ? lastShare : -1;
  if (takes < 0) return { amounts, leftMinor: left };
  return { amounts: amounts.map((amount, index) => (index === takes ? amount + left : amount)), leftMinor: 0 };
}

/** Days after its event on which the last part is due; null where there is no schedule. Parts due on a day count for nothing. */
export function paymentDaysOf(payments: readonly Payment[]): number | null {
  if (payments.length === 0) return null;
  return payments.reduce((most, { due, days }) => (due === 'onDay' ? most : Math.max(most, days)), 0);
}

const isBefore = ({ due }: Payment): boolean => due === 'onOrder' || due === 'beforeDelivery';

/** Share of the price that is paid before the delivery; null where there is no schedule, or amounts and no total to measure them by. */
export function depositBpOf(payments: readonly Payment[], totalMinor: number | null): number | null {
  if (payments.length === 0) return null;
  if (payments.some(({ part }) => part.kind === 'amount')) {
    if (totalMinor === null || totalMinor <= 0) return null;
    const { amounts } = paymentsOf(totalMinor, payments);
    const before = sumAmounts(amounts.filter((_, index) => payments[index] !== undefined && isBefore(payments[index])));
    return Math.min(10_000, Math.max(0, basisPointsOf(before, totalMinor)));
  }
  const shareOf = ({ part }: Payment): number => (part.kind === 'share' ? part.bp : 0);
  const rest = Math.max(0, 10_000 - payments.reduce((sum, payment) => sum + shareOf(payment), 0));
  const before = payments.filter(isBefore);
  return Math.min(
    10_000,
    before.reduce((sum, payment) => sum + (payment.part.kind === 'rest' ? rest : shareOf(payment)), 0),
  );
}

const wordsIn = (text: string | null): string => (text ?? '').normalize('NFKC').replaceAll(/\s+/g, ' ').trim();

/** What a term in words says, however it is spaced; its kind is only where it stands. */
export function wordingOf({ title, text, plain }: Term): string {
  return JSON.stringify([title, text, plain].map(wordsIn));
}

/** The terms in words that say something else than the company's own clauses. */
export function newClauses(terms: readonly Term[], clauses: readonly Term[]): Term[] {
  const known = new Set(clauses.map(wordingOf));
  return terms.filter((term) => !known.has(wordingOf(term)));
}

/** What of the terms leaves the policy. What nobody spoke of does not. */
export function departuresOf(terms: AgreedTerms, policy: PolicyLimits, totalMinor: number | null): Departure[] {
  const { paymentMethod = null, payments, delivery, acceptanceDays = null, warrantyMonths = null, responseHours = null } = terms;
  const over = (key: Departure['key'], value: number | null, limit: number | null): Departure[] =>
    value !== null && limit !== null && value > limit ? [{ key, value, limit }] : [];
  const under = (key: Departure['key'], value: number | null, limit: number | null): Departure[] =>
    value !== null && limit !== null && value < limit ? [{ key, value, limit }] : [];
  const { paymentMethods } = policy;
  const isStrange = paymentMethod !== null && paymentMethods.length > 0 && !paymentMethods.includes(paymentMethod);
  return [
    ...(isStrange ? [{ key: 'paymentMethod' as const, value: null, limit: null }] : []),
    ...over('paymentDays', paymentDaysOf(payments), policy.maxPaymentDays),
    ...under('deposit', depositBpOf(payments, totalMinor), policy.minDepositBp),
    ...under('leadDays', delivery.leadDays, policy.minLeadDays),
    ...over('acceptanceDays', acceptanceDays, policy.maxAcceptanceDays),
    ...over('warrantyMonths', warrantyMonths, policy.maxWarrantyMonths),
    ...under('responseHours', responseHours, policy.minResponseHours),
  ];
}

/** Terms that keep the policy to the letter: what a deal without any may begin with. */
export function standardTerms(policy: PolicyLimits & Pick<Partial<TermsPolicy>, 'clauses'>): AgreedTerms {
  const { minDepositBp, maxPaymentDays, paymentMethods } = policy;
  const part = (id: string, due: Payment['due'], days: number, bp: number | null): Payment => ({
    id,
    part: bp === null ? { kind: 'rest' } : { kind: 'share', bp },
    due,
    days,
    on: null,
    note: null,
  });
  const rest = maxPaymentDays === null ? part('rest', 'onDelivery', 0, null) : part('rest', 'afterInvoice', maxPaymentDays, null);
  const deposit = minDepositBp === null || minDepositBp === 0 ? [] : [part('deposit', 'onOrder', 0, minDepositBp)];
  return {
    payments: minDepositBp === 10_000 ? deposit : [...deposit, rest],
    delivery: { leadDays: policy.minLeadDays, leadText: null, place: null },
    terms: policy.clauses ?? [],
    paymentMethod: paymentMethods[0] ?? null,
    acceptanceDays: policy.maxAcceptanceDays,
    warrantyMonths: policy.maxWarrantyMonths,
    responseHours: policy.minResponseHours,
  };
}

/** Terms with everything that may be said, null where nobody did. */
export type SaidTerms = { [Key in keyof AgreedTerms]-?: Exclude<AgreedTerms[Key], undefined> };

/** The terms of something that has more than them, as a deal and its quotes share them: what nobody spoke of is null. */
export function termsOf(source: AgreedTerms): SaidTerms {
  const { payments, delivery, terms, paymentMethod, acceptanceDays, warrantyMonths, responseHours } = source;
  return {
    payments,
    delivery,
    terms,
    paymentMethod: paymentMethod ?? null,
    acceptanceDays: acceptanceDays ?? null,
    warrantyMonths: warrantyMonths ?? null,
    responseHours: responseHours ?? null,
  };
}

/** The terms for a document in a currency: a schedule with amounts of another one is left out. */
export function termsIn(terms: AgreedTerms, from: string, to: string): SaidTerms {
  const said = termsOf(terms);
  return from !== to && said.payments.some(({ part }) => part.kind === 'amount') ? { ...said, payments: [] } : said;
}

/** Whether two say the same terms; keys of their parts do not matter. */
export function sameTerms(one: AgreedTerms, other: AgreedTerms): boolean {
  const bare = (source: AgreedTerms): string => {
    const { payments, terms, ...rest } = termsOf(source);
    const said = { payments: payments.map(({ id: _id, ...part }) => part), terms: terms.map(({ id: _id, ...term }) => term) };
    return stable({ ...said, ...rest });
  };
  return bare(one) === bare(other);
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Whether anything of the terms is said at all. */
export function areTermsSaid(source: AgreedTerms): boolean {
  const { payments, terms, delivery, ...promised } = termsOf(source);
  const isSaid = (value: unknown): boolean => value !== null;
  return payments.length > 0 || terms.length > 0 || [...Object.values(delivery), ...Object.values(promised)].some(isSaid);
}

/** Whether it is said how it is paid, when it is delivered, and what holds afterwards. */
export function areTermsSet(terms: AgreedTerms): boolean {
  const { payments, delivery, warrantyMonths, responseHours } = termsOf(terms);
  const isAfter =
    warrantyMonths !== null ||
    responseHours !== null ||
    terms.terms.some(({ kind }) => kind === 'warranty' || kind === 'service');
  return payments.length > 0 && (delivery.leadDays !== null || delivery.leadText !== null) && isAfter;
}
