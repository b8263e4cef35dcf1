import { defineEntity } from '../records/entities/rules.ts';
import { materialFields, materials } from './contract.ts';

const unused = { usedCount: 0, closedCount: 0, solvedCount: 0, wonCount: 0, lostCount: 0 };

export const materialEntity = defineEntity({
  object: 'material',
  plural: 'materials',
  module: 'library',
  table: 'materials',
  fields: materialFields,
  titleField: 'title',
  subtitleField: 'industry',
  searchFields: ['said', 'solve', 'need', 'story'],
  endpoints: materials,
  prepare: (_tx, _scope, changes) =>
    Promise.resolve(changes.map(({ before, input }) => (before === null ? { ...unused, ...input } : input))),
});
