import { todayIn } from '../../platform/days.ts';
import { withConsentDay } from '../customers/rules.ts';
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
  inFigures: ['source', 'receivedOn'],
  searchFields: ['company', 'phones', 'emails', 'handles'],
  // What a lead was told shows on what it became, to whoever sees the lead.
  alsoAbout: ['account', 'contact'],
  endpoints: leads,
  // The day it came is what conversion is counted by: never empty.
  prepare: async (_tx, scope, changes) => {
    const today = todayIn(scope.timeZone);
    return changes.map(({ before, input }) => {
      const needsDay = (before === null || 'receivedOn' in input) && typeof input['receivedOn'] !== 'string';
      return withConsentDay(before, needsDay ? { ...input, receivedOn: today } : input, today);
    });
  },
});
