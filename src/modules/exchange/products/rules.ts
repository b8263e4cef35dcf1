import { defineFields, text } from '../../../platform/fields.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { TargetField } from '../targets/rules.ts';

const extras = defineFields({
  units: text({
    max: 2000,
    synonyms: [
      'units',
      'further units',
      'packing units',
      'unit conversion',
      'packaging',
      '单位换算',
      '其他单位',
      '包装单位',
      '换算',
    ],
  }),
});

/** What a file says of a product besides its fields: its further units, `box = 12; pallet = 480`. */
export function productExtras(): TargetField[] {
  return [{ key: 'units', property: 'units', field: extras.units, label: 'exchange:fields.product.units', isKey: false }];
}

/** A row of a product, and what it says of units: undefined where it says nothing, null where it empties them. */
export function splitUnits(values: Input): { fields: Input; units: string | null | undefined } {
  const { units, ...fields } = values;
  return { fields, units: typeof units === 'string' ? units : units === null ? null : undefined };
}
