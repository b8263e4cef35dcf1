import { todayIn } from '../../platform/days.ts';
import { DomainError } from '../../platform/errors.ts';
import { defineEntity, type Input, pointerTo } from '../records/entities/rules.ts';
import { refuseCycles } from '../records/trees/service.ts';
import { accountFields, accounts, contactFields, contacts } from './contract.ts';
import { cleanCreditCode, isCreditCode, withConsentDay } from './rules.ts';

function withCreditCode(input: Input, pointer: string): Input {
  const given = input['creditCode'];
  if (typeof given !== 'string') return input;
  const creditCode = cleanCreditCode(given);
  if (!isCreditCode(creditCode))
    throw new DomainError('invalid_input', { fields: [{ pointer, code: 'customers.invalid_credit_code' }] });
  return { ...input, creditCode };
}

export const accountEntity = defineEntity({
  object: 'account',
  plural: 'accounts',
  module: 'customers',
  table: 'accounts',
  fields: accountFields,
  titleField: 'name',
  subtitleField: 'industry',
  searchFields: ['shortName', 'phone', 'creditCode', 'taxNumber', 'invoiceTitle'],
  endpoints: accounts,
  prepare: async (tx, scope, changes) => {
    await refuseCycles(tx, scope, { table: 'accounts', column: 'parent_id', property: 'parentId' }, changes);
    return changes.map(({ input }, index) => withCreditCode(input, pointerTo(index, changes.length, 'creditCode')));
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
  alsoAbout: ['account'],
  searchFields: ['jobTitle', 'phones', 'emails', 'handles'],
  endpoints: contacts,
  prepare: async (_tx, scope, changes) => {
    const today = todayIn(scope.timeZone);
    return changes.map(({ before, input }) => withConsentDay(before, input, today));
  },
});
