type Values = Readonly<Record<string, unknown>>;

/**
 * A price is never without its currency: the workspace's own when none is named, and on an edit the one the product has.
 * `before` is the product as it is, null on creation.
 */
export function withCurrency(before: Values | null, input: Values, workspaceCurrency: string): Values {
  const price = 'priceMinor' in input ? input['priceMinor'] : before?.['priceMinor'];
  const named = 'currency' in input ? input['currency'] : before?.['currency'];
  if (typeof price !== 'number' || typeof named === 'string') return input;
  return { ...input, currency: workspaceCurrency };
}
