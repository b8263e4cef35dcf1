import { expect, test } from 'vitest';
import { AgreedTerms, Payment, Term } from '../../settings/terms/contract.ts';
import { isOnStandardTerms, needsContract } from './rules.ts';

const clause = Term.parse({ id: 'w', kind: 'warranty', title: 'Warranty', text: 'Twelve months.' });
const none = {
  paymentMethods: [],
  maxPaymentDays: null,
  minDepositBp: null,
  minLeadDays: null,
  maxAcceptanceDays: null,
  maxWarrantyMonths: null,
  minResponseHours: null,
  clauses: [],
};
const rest = (days: number) => ({
  ...Payment.parse({ id: 'p', part: { kind: 'rest' }, due: 'afterInvoice', days }),
  amountMinor: 100_00,
});
const quote = (terms: object) => ({ ...AgreedTerms.parse({ ...terms, payments: [] }), totals: { totalMinor: 100_00 } });

test.each([
  ['nothing said, no policy', {}, {}, [], true],
  ['a clause, and no clauses of the company', { terms: [clause] }, {}, [], true],
  ['a clause of the company', { terms: [clause] }, { clauses: [clause] }, [], true],
  ['its words spaced otherwise', { terms: [{ ...clause, id: 'x', text: ' Twelve  months.' }] }, { clauses: [clause] }, [], true],
  ['another clause', { terms: [{ ...clause, text: 'Five years.' }] }, { clauses: [clause] }, [], false],
  ['a warranty within the limit', { warrantyMonths: 12 }, { maxWarrantyMonths: 12 }, [], true],
  ['a longer warranty', { warrantyMonths: 24 }, { maxWarrantyMonths: 12 }, [], false],
  ['a way of payment that is not listed', { paymentMethod: 'cheque' }, { paymentMethods: ['transfer' as const] }, [], false],
  ['paid in time', {}, { maxPaymentDays: 30 }, [rest(30)], true],
  ['paid late', {}, { maxPaymentDays: 30 }, [rest(31)], false],
  ['no deposit', {}, { minDepositBp: 3000 }, [rest(0)], false],
])('%s', (_what, terms, policy, payments, isStandard) => {
  expect(isOnStandardTerms({ ...quote(terms), payments }, { ...none, ...policy })).toBe(isStandard);
});

test.each([
  ['no limit', 500_00, null, false],
  ['no limit and no rate', null, null, false],
  ['less than the limit', 99_99, 100_00, false],
  ['just the limit', 100_00, 100_00, true],
  ['more', 100_01, 100_00, true],
  ['a limit of nothing', 0, 0, true],
  ['a currency without a rate', null, 100_00, true],
])('whether a contract is needed: %s', (_what, total, limit, isNeeded) => {
  expect(needsContract(total, limit)).toBe(isNeeded);
});
