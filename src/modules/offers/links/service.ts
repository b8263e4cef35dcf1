import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { findHeads } from '../../records/heads/service.ts';
import { listFiles } from '../../timeline/files/service.ts';
import type { QuoteContent } from '../content/contract.ts';

/** Line ids are what costs, alternatives and merges hold on to. */
function twice({ lines }: QuoteContent): FieldFault[] {
  const seen = new Set<string>();
  return lines.flatMap(({ id }, index) => {
    const isKnown = seen.has(id);
    seen.add(id);
    return isKnown ? [{ pointer: `/body/content/lines/${index}/id`, code: 'duplicate' }] : [];
  });
}

/** Refuses products and files that are not there; those that the draft had already may have gone since. */
export async function requireLinks(
  tx: Tx,
  scope: Scope,
  quoteId: string,
  before: QuoteContent,
  content: QuoteContent,
): Promise<void> {
  const known = new Set(before.lines.flatMap(({ productId, variantId }) => [productId, variantId]));
  const ids = new Set(content.lines.flatMap(({ productId }) => (productId === null || known.has(productId) ? [] : [productId])));
  const heads = ids.size === 0 ? [] : await findHeads(tx, scope, ['product'], [...ids], { deleted: true });
  const found = new Set<string | null>([null, ...known, ...heads.map(({ id }) => id)]);
  const faults = content.lines.flatMap((line, index): FieldFault[] =>
    (['productId', 'variantId'] as const).flatMap((key) =>
      found.has(line[key]) ? [] : [{ pointer: `/body/content/lines/${index}/${key}`, code: 'not_found_reference' }],
    ),
  );
  const attached = content.fileIds.length === 0 ? [] : (await listFiles(tx, scope, quoteId)).map(({ id }) => id);
  const files = new Set([...before.fileIds, ...attached]);
  const strangers = content.fileIds.flatMap((id, index): FieldFault[] =>
    files.has(id) ? [] : [{ pointer: `/body/content/fileIds/${index}`, code: 'not_found_reference' }],
  );
  const all = [...twice(content), ...faults, ...strangers];
  if (all.length > 0) throw new DomainError('invalid_input', { fields: all });
}
