import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { findVariantsOf } from '../../catalogue/parts/service.ts';
import { findHeads } from '../../records/heads/service.ts';
import { listPeople } from '../../identity/access/service.ts';
import { listFiles } from '../../timeline/files/service.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';

/** Line ids are what costs, alternatives and merges hold on to. */
function twice({ lines }: QuoteContent): FieldFault[] {
  const seen = new Set<string>();
  return lines.flatMap(({ id }, index) => {
    const isKnown = seen.has(id);
    seen.add(id);
    return isKnown ? [{ pointer: `/body/content/lines/${index}/id`, code: 'duplicate' }] : [];
  });
}

const keyOf = ({ productId, variantId }: Pick<QuoteLine, 'productId' | 'variantId'>): string =>
  `${productId ?? ''} ${variantId ?? ''}`;

/** Variants that are not their product's, or no longer sold; those that the draft had already may have gone since. */
async function strangeVariants(tx: Tx, scope: Scope, before: QuoteContent, { lines }: QuoteContent): Promise<FieldFault[]> {
  const known = new Set(before.lines.map(keyOf));
  const asked = lines.filter((line) => line.variantId !== null && !known.has(keyOf(line)));
  const variants = await findVariantsOf(tx, scope, [...new Set(asked.flatMap(({ productId }) => productId ?? []))]);
  const sold = new Set(
    variants.filter(({ isActive }) => isActive).map(({ productId, id }) => keyOf({ productId, variantId: id })),
  );
  const refused = new Set(asked.filter((line) => !sold.has(keyOf(line))));
  return lines.flatMap((line, index): FieldFault[] =>
    refused.has(line) ? [{ pointer: `/body/content/lines/${index}/variantId`, code: 'not_found_reference' }] : [],
  );
}

/** Who is said to have typed a price and is nobody here: the server sets it, but an undone line brings back who did then. */
async function strangeTypists(tx: Tx, scope: Scope, before: QuoteContent, { lines }: QuoteContent): Promise<FieldFault[]> {
  const known = new Set([scope.userId, ...before.lines.map(({ typedById }) => typedById)]);
  const isNew = ({ typedById }: QuoteLine): boolean => typedById !== undefined && typedById !== null && !known.has(typedById);
  if (!lines.some(isNew)) return [];
  const people = new Set<string | null | undefined>((await listPeople(tx, scope)).people.map(({ id }) => id));
  return lines.flatMap((line, index): FieldFault[] =>
    isNew(line) && !people.has(line.typedById)
      ? [{ pointer: `/body/content/lines/${index}/typedById`, code: 'not_found_reference' }]
      : [],
  );
}

/** Refuses products, variants, people and files that are not there; those that the draft had already may have gone since. */
export async function requireLinks(
  tx: Tx,
  scope: Scope,
  quoteId: string,
  before: QuoteContent,
  content: QuoteContent,
): Promise<void> {
  const known = new Set(before.lines.map(({ productId }) => productId));
  const ids = new Set(content.lines.flatMap(({ productId }) => (productId === null || known.has(productId) ? [] : [productId])));
  const heads = ids.size === 0 ? [] : await findHeads(tx, scope, ['product'], [...ids], { deleted: true });
  const found = new Set<string | null>([null, ...known, ...heads.map(({ id }) => id)]);
  const faults = content.lines.flatMap(({ productId }, index): FieldFault[] =>
    found.has(productId) ? [] : [{ pointer: `/body/content/lines/${index}/productId`, code: 'not_found_reference' }],
  );
  const attached = content.fileIds.length === 0 ? [] : (await listFiles(tx, scope, quoteId)).map(({ id }) => id);
  const files = new Set([...before.fileIds, ...attached]);
  const strangers = content.fileIds.flatMap((id, index): FieldFault[] =>
    files.has(id) ? [] : [{ pointer: `/body/content/fileIds/${index}`, code: 'not_found_reference' }],
  );
  const all = [
    ...twice(content),
    ...faults,
    ...(await strangeVariants(tx, scope, before, content)),
    ...(await strangeTypists(tx, scope, before, content)),
    ...strangers,
  ];
  if (all.length > 0) throw new DomainError('invalid_input', { fields: all });
}
