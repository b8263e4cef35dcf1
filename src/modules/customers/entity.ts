import { todayIn } from '../../platform/days.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { type Change, defineEntity, type Input, pointerTo } from '../records/entities/rules.ts';
import { refuseCycles } from '../records/trees/service.ts';
import { limitsToApprove } from './credit-guard/rules.ts';
import { accountFields, accounts, contactFields, contacts } from './contract.ts';
import { cleanCreditCode, isCreditCode, withConsentDay } from './rules.ts';

function withCreditCodes(changes: readonly Change[]): Input[] {
  const inputs = changes.map(({ input }) =>
    typeof input['creditCode'] === 'string' ? { ...input, creditCode: cleanCreditCode(input['creditCode']) } : input,
  );
  const fields = inputs.flatMap(({ creditCode }, index) =>
    typeof creditCode !== 'string' || isCreditCode(creditCode)
      ? []
      : [{ pointer: pointerTo(index, inputs.length, 'creditCode'), code: 'customers.invalid_credit_code' }],
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  return inputs;
}

/** Refuses credit limits that have to be approved first, naming each. */
async function refuseCredit(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<void> {
  const fields = (await limitsToApprove(tx, scope, changes)).map((index) => ({
    pointer: pointerTo(index, changes.length, 'creditLimitMinor'),
    code: 'customers.credit_needs_approval',
  }));
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}

export const accountEntity = defineEntity({
  object: 'account',
  plural: 'accounts',
  module: 'customers',
  table: 'accounts',
  fields: accountFields,
  titleField: 'name',
  subtitleField: 'industry',
  inFigures: ['industry', 'parent'],
  searchFields: ['shortName', 'phone', 'creditCode', 'taxNumber', 'invoiceTitle'],
  endpoints: accounts,
  prepare: async (tx, scope, changes) => {
    await refuseCycles(tx, scope, { table: 'accounts', column: 'parent_id', property: 'parentId' }, changes);
    await refuseCredit(tx, scope, changes);
    return withCreditCodes(changes);
  },
});

export const contactEntity = defineEntity({
  object: 'contact',
  plural: 'contacts',
  module: 'customers',
  table: 'contacts',
  fields: contactFields,
  titleField: 'name',
  subtitleField: 'account',
  inFigures: ['account'],
  alsoAbout: ['account'],
  searchFields: ['jobTitle', 'phones', 'emails', 'handles'],
  endpoints: contacts,
  prepare: async (_tx, scope, changes) => {
    const today = todayIn(scope.timeZone);
    return changes.map(({ before, input }) => withConsentDay(before, input, today));
  },
});
