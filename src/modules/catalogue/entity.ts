import { todayIn } from '../../platform/days.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { type Change, defineEntity, type Input, pointerTo } from '../records/entities/rules.ts';
import { findTaxClass } from '../settings/taxes/rules.ts';
import { loadTaxClasses } from '../settings/taxes/service.ts';
import { competitorFields, competitors, productFields, products } from './contract.ts';

/** Tax classes by the names they have, however they were written: `13%` of a spreadsheet is the class with that rate. */
async function withTaxClasses(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<Input[]> {
  const inputs = changes.map(({ input }) => input);
  if (!inputs.some((input) => typeof input['taxClass'] === 'string')) return inputs;
  const [classes, today] = [await loadTaxClasses(tx, scope), todayIn(scope.timeZone)];
  const found = inputs.map(({ taxClass: text }) => (typeof text === 'string' ? findTaxClass(classes, text, today) : null));
  const fields = inputs.flatMap((input, index) => {
    const [pointer, value] = [pointerTo(index, inputs.length, 'taxClass'), input['taxClass']];
    return found[index] === undefined ? [{ pointer, code: 'catalogue.unknown_tax_class', params: { value } }] : [];
  });
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  return inputs.map((input, index) => (found[index] ? { ...input, taxClass: found[index].name } : input));
}

/** A cost may change and has a history; it is not emptied. The floor lies below the target. */
function checkMoney(changes: readonly Change[]): void {
  const fields = changes.flatMap(({ before, input }, index) => {
    const after = (key: string): unknown => (key in input ? input[key] : before?.[key]);
    const at = (key: string, code: string) => ({ pointer: pointerTo(index, changes.length, key), code });
    const [floor, target, cost] = [after('floorMarginBp'), after('targetMarginBp'), before?.['costMinor'] ?? null];
    return [
      ...(input['costMinor'] === null && cost !== null ? [at('costMinor', 'catalogue.cost_kept')] : []),
      ...(typeof floor === 'number' && typeof target === 'number' && floor > target
        ? [at('floorMarginBp' in input ? 'floorMarginBp' : 'targetMarginBp', 'catalogue.floor_above_target')]
        : []),
    ];
  });
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}

export const productEntity = defineEntity({
  object: 'product',
  plural: 'products',
  module: 'catalogue',
  table: 'products',
  fields: productFields,
  titleField: 'name',
  subtitleField: 'category',
  // What nobody may sell below is everybody's; with the margin that it leaves it says what the product costs.
  givenAway: { costMinor: ['floorMarginBp', 'targetMarginBp'] },
  inFigures: ['category', 'priceMinor', 'currency', 'taxClass'],
  searchFields: ['code', 'category'],
  endpoints: products,
  prepare: async (tx, scope, changes) => {
    checkMoney(changes);
    return withTaxClasses(tx, scope, changes);
  },
});

export const competitorEntity = defineEntity({
  object: 'competitor',
  plural: 'competitors',
  module: 'catalogue',
  table: 'competitors',
  fields: competitorFields,
  titleField: 'name',
  subtitleField: 'website',
  endpoints: competitors,
});
