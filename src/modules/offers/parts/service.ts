import { DomainError, type FieldFault } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { findPartsOf } from '../../catalogue/parts/service.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { completedParts, hasSameParts, type PartChoice, partFaults, startingParts } from './rules.ts';

type Choices = ReadonlyMap<string, readonly PartChoice[]>;

const none: readonly PartChoice[] = [];

function withoutParts({ parts: _parts, ...line }: QuoteLine): QuoteLine {
  return line;
}

/** A line with the parts that it was left with: nobody chose others, whatever became of its bundle since. */
function kept(line: QuoteLine, was: QuoteLine | undefined): QuoteLine | null {
  if (line.kind !== 'item' || line.productId === null) return line.parts?.length ? null : withoutParts(line);
  if (was === undefined || was.productId !== line.productId) return null;
  if (line.parts === undefined) return was.parts === undefined ? line : { ...line, parts: was.parts };
  return was.parts !== undefined && hasSameParts(was, line) ? { ...line, parts: was.parts } : null;
}

function faultsOf({ parts = [] }: QuoteLine, index: number, choices: readonly PartChoice[]): FieldFault[] {
  const start = `/body/content/lines/${index}/parts`;
  return partFaults(parts, choices).map(({ at, key, code, params }) => ({
    pointer: at === null ? start : `${start}/${at}/${key}`,
    code,
    ...(params && { params }),
  }));
}

const choicesOf = ({ productId }: QuoteLine, choices: Choices): readonly PartChoice[] => choices.get(productId ?? '') ?? none;

function filled(line: QuoteLine, choices: readonly PartChoice[]): QuoteLine {
  if (choices.length === 0) return withoutParts(line);
  return { ...line, parts: line.parts === undefined ? startingParts(choices) : completedParts(line.parts, choices) };
}

/**
 * A draft with the parts of its bundles: those that were chosen have to be the bundle's and within its limits, a bundle of which
 * nothing was said comes as the catalogue has it. What was chosen before stays, whatever became of the bundle since.
 */
export async function withChosenParts(tx: Tx, scope: Scope, before: QuoteContent, content: QuoteContent): Promise<QuoteContent> {
  const old = new Map(before.lines.map((line) => [line.id, line]));
  const settled = content.lines.map((line) => kept(line, old.get(line.id)));
  const asked = content.lines.flatMap(({ productId }, index) => (settled[index] === null && productId ? [productId] : []));
  const choices: Choices = await findPartsOf(tx, scope, [...new Set(asked)]);
  const fields = content.lines.flatMap((line, index) =>
    settled[index] !== null || line.parts === undefined ? [] : faultsOf(line, index, choicesOf(line, choices)),
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields: fields.slice(0, 50) });
  return { ...content, lines: content.lines.map((line, index) => settled[index] ?? filled(line, choicesOf(line, choices))) };
}

/** A quote that begins: bundles of which nothing was said come as the catalogue has them. */
export async function withStartingParts(tx: Tx, scope: Scope, content: QuoteContent): Promise<QuoteContent> {
  const isOpen = ({ kind, productId, parts }: QuoteLine): boolean => kind === 'item' && productId !== null && parts === undefined;
  const productIds = content.lines.filter(isOpen).flatMap(({ productId }) => productId ?? []);
  const choices: Choices = await findPartsOf(tx, scope, [...new Set(productIds)]);
  return { ...content, lines: content.lines.map((line) => (isOpen(line) ? filled(line, choicesOf(line, choices)) : line)) };
}
