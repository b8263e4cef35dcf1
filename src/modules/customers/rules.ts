import type { consents } from './contract.ts';

type Values = Readonly<Record<string, unknown>>;

/** Characters of GB 32100-2015 in the order of their values: digits, then letters without I, O, S, V, Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A 统一社会信用代码 as it is kept: upper case, without spaces. */
export function cleanCreditCode(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** True for a 统一社会信用代码 of 18 characters whose last one is the check digit of the others (GB 32100-2015). */
export function isCreditCode(code: string): boolean {
  if (code.length !== 18) return false;
  const values = code.split('').map((letter) => alphabet.indexOf(letter));
  if (values.some((value) => value < 0)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
  return (31 - (sum % 31)) % 31 === values[17];
}

type Consent = (typeof consents)[number];

/** A consent given or refused has a day: today when none is named. Back to unknown, it has none. */
export function withConsentDay(before: Values | null, input: Values, today: string): Values {
  const consent = input['consent'];
  if (consent === undefined || consent === before?.['consent']) return input;
  if (consent === 'unknown') return { ...input, consentOn: null };
  return typeof input['consentOn'] === 'string' ? input : { ...input, consentOn: today };
}

/** Why somebody may not be approached in this way; null when they may. A call is no advertising: it needs no consent. */
export function contactBar(
  contact: { doNotContact: boolean; consent: Consent },
  activityKind: string,
): 'doNotContact' | 'consentRefused' | null {
  if (contact.doNotContact) return 'doNotContact';
  if (contact.consent === 'refused' && (activityKind === 'mail' || activityKind === 'message')) return 'consentRefused';
  return null;
}
