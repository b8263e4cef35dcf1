import { todayIn } from '../../platform/days.ts';
import { defineEntity } from '../records/entities/rules.ts';
import { leadFields, leads } from './contract.ts';

export const leadEntity = defineEntity({
  object: 'lead',
  plural: 'leads',
  module: 'prospecting',
  table: 'leads',
  fields: leadFields,
  titleField: 'name',
  subtitleField: 'company',
  searchFields: ['company', 'phones', 'emails', 'handles'],
  endpoints: leads,
  // The day it came is what conversion is counted by: never empty.
  prepare: async (_tx, scope, changes) => {
    const today = todayIn(scope.timeZone);
    return changes.map(({ before, input }) =>
      (before === null || 'receivedOn' in input) && typeof input['receivedOn'] !== 'string'
        ? { ...input, receivedOn: today }
        : input,
    );
  },
});
