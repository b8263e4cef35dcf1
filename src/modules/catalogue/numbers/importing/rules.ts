/** Where a customer's number stands: of a product a customer has one. */
export interface NumberPlace {
  productId: string;
  accountId: string;
}

/** What a customer calls a product; of a row of a file, null where it says nothing. */
export interface ImportedNumber extends NumberPlace {
  number: string | null;
  name: string | null;
}

/** A place as a text. */
export const placeText = ({ productId, accountId }: NumberPlace): string => `${productId} ${accountId}`;

/** What rows make of what is there, of those that would change anything: what a row leaves out stays as it is. */
export function changedNumbers(known: ReadonlyMap<string, ImportedNumber>, said: readonly ImportedNumber[]): ImportedNumber[] {
  return said.flatMap((one) => {
    const there = known.get(placeText(one));
    if (!there) return [];
    const next = { ...one, number: one.number ?? there.number, name: one.name ?? there.name };
    return next.number === there.number && next.name === there.name ? [] : [next];
  });
}
