import type { Column } from '../entities/rules.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * An amount is never without its currency: the workspace's own when none is named, and on an edit the one the record has.
 * `before` is the record as it is, null on creation.
 */
export function withCurrencies(
  columns: readonly Pick<Column, 'property' | 'field'>[],
  { before, input }: { before: Values | null; input: Values },
  workspaceCurrency: string,
): Values {
  const after = (property: string) => (property in input ? input[property] : before?.[property]);
  const bare = columns.flatMap(({ property, field }) => {
    const key = field.currencyField;
    return key !== undefined && typeof after(property) === 'number' && typeof after(key) !== 'string' ? [key] : [];
  });
  return bare.length === 0 ? input : { ...input, ...Object.fromEntries(bare.map((key) => [key, workspaceCurrency])) };
}
