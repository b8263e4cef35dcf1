import { isDeepStrictEqual } from 'node:util';
import { TextSet } from '../../../../platform/text-set.ts';
import type { Refusal } from '../../../records/trials/rules.ts';
import { readAttributes } from '../attributes/rules.ts';
import { Attributes, maximumVariants, type Variant } from '../contract.ts';

/** What a row of a file says of a variant; what it leaves out is undefined. */
export interface SaidVariant {
  /** Of the row among those that come together. */
  place: number;
  /** The one that is there; null for one that is yet to be made. */
  id: string | null;
  /** Undefined while the product is still to be made. */
  productId: string | undefined;
  code?: string | undefined;
  name?: string | undefined;
  /** `colour: red; size: L`. */
  attributes?: string | undefined;
  priceMinor?: number | undefined;
  isActive?: boolean | undefined;
}

/** A cost in the currency it is said in. */
export interface VariantCost {
  variantId: string;
  productId: string;
  currency: string;
  amountMinor: number;
}

/** A variant of a file, with what it costs. */
export interface ImportedVariant extends SaidVariant {
  cost?: { currency: string; amountMinor: number } | undefined;
}

/** A variant with its product. */
export interface KnownVariant extends Variant {
  productId: string;
}

/** A variant as a row makes it. */
export interface PlannedVariant {
  place: number;
  isNew: boolean;
  isChanged: boolean;
  variant: KnownVariant;
}

/** What is there, as far as some rows need it. */
export interface VariantsThere {
  /** By product. */
  variants: ReadonlyMap<string, readonly KnownVariant[]>;
  /** Products that may be changed. */
  open: ReadonlySet<string>;
  /** Of the codes of the rows those that a variant of any product has. */
  codes: ReadonlyMap<string, string>;
}

/** What rows of one file have made of products so far. */
export interface VariantMemory {
  codes: TextSet;
  names: TextSet;
  products: Map<string, { made: number; options: readonly string[] | null }>;
}

export function newVariantMemory(): VariantMemory {
  return { codes: new TextSet(), names: new TextSet(), products: new Map() };
}

/** A variant without a name is called after what sets it apart: `red / L`. */
export function nameOf({ name, attributes }: Pick<SaidVariant, 'name' | 'attributes'>): string {
  return name ?? Object.values(readAttributes(attributes ?? '').attributes).join(' / ');
}

/** The options that all of some variants have. */
function sharedOptions(variants: readonly KnownVariant[]): string[] | null {
  const [first, ...others] = variants;
  return first ? Object.keys(first.attributes).filter((name) => others.every(({ attributes }) => name in attributes)) : null;
}

const lower = (text: string): string => text.toLowerCase();
const fault = (path: string, code: string, params: Record<string, unknown> = {}): Refusal => ({ path, code, params });

function faultsOfOptions(attributes: Record<string, string>, unread: readonly string[]): Refusal[] {
  const isWrong = unread.length > 0 || !Attributes.safeParse(attributes).success;
  return isWrong ? [fault('attributes', 'catalogue.options_unreadable')] : [];
}

/** What a row makes of a variant, or why it cannot: judged with what is there and what earlier rows of the file have made. */
export function planVariant(
  said: SaidVariant,
  there: VariantsThere,
  memory: VariantMemory,
): { planned: PlannedVariant; faults: Refusal[] } {
  const siblings = there.variants.get(said.productId ?? '') ?? [];
  const before = siblings.find(({ id }) => id === said.id) ?? null;
  const { attributes: given, unread } = readAttributes(said.attributes ?? '');
  const variant: KnownVariant = {
    id: said.id ?? '',
    productId: said.productId ?? '',
    code: said.code ?? before?.code ?? null,
    name: before && said.name === undefined ? before.name : nameOf(said).trim(),
    attributes: { ...before?.attributes, ...given },
    priceMinor: said.priceMinor ?? before?.priceMinor ?? null,
    isActive: said.isActive ?? before?.isActive ?? true,
  };
  const others = siblings.filter(({ id }) => id !== said.id);
  const faults = [
    ...faultsOfOptions(given, unread),
    ...placeFaults(said, before, there),
    ...nameFaults(variant, others, before, memory, said),
    ...(before ? [] : newFaults(variant, siblings, memory)),
    ...codeFaults(variant, before, there, memory),
  ];
  const planned = {
    place: said.place,
    isNew: said.id === null,
    isChanged: before === null || !isDeepStrictEqual(before, variant),
    variant,
  };
  return { planned, faults };
}

function placeFaults({ id, productId }: SaidVariant, before: KnownVariant | null, { open }: VariantsThere): Refusal[] {
  if (productId === undefined) return [];
  if (!open.has(productId)) return [fault('productId', 'forbidden', { object: 'product', action: 'edit' })];
  return id !== null && before === null ? [fault('productId', 'catalogue.variant_elsewhere')] : [];
}

function nameFaults(
  { name, productId }: KnownVariant,
  others: readonly KnownVariant[],
  before: KnownVariant | null,
  { names }: VariantMemory,
  said: SaidVariant,
): Refusal[] {
  if (name === '') return [fault('name', 'required')];
  if (name.length > 200) return [fault('name', 'too_long', { maximum: 200 })];
  const key = said.productId === undefined ? null : `${productId} ${lower(name)}`;
  const isTaken = others.some((one) => lower(one.name) === lower(name));
  const isSaidBefore = key !== null && before?.name !== name && names.seen(key) !== undefined;
  return isTaken || isSaidBefore ? [fault('name', 'catalogue.variant_exists', { name })] : [];
}

function codeFaults(
  { id, code }: KnownVariant,
  before: KnownVariant | null,
  there: VariantsThere,
  { codes }: VariantMemory,
): Refusal[] {
  if (code === null || code === before?.code) return [];
  const holder = there.codes.get(code);
  const isSaidBefore = codes.seen(code) !== undefined;
  return (holder !== undefined && holder !== id) || isSaidBefore ? [fault('code', 'catalogue.variant_code_taken', { code })] : [];
}

/** Of a new variant: there is room for it, and it says every option that its product's variants have. */
function newFaults(variant: KnownVariant, siblings: readonly KnownVariant[], { products }: VariantMemory): Refusal[] {
  if (variant.productId === '') return [];
  const known = products.get(variant.productId) ?? { made: 0, options: sharedOptions(siblings) };
  const options = known.options ?? Object.keys(variant.attributes);
  products.set(variant.productId, { made: known.made + 1, options });
  const missing = options.filter((name) => !(name in variant.attributes));
  return [
    ...missing.map((option) => fault('attributes', 'catalogue.option_missing', { option })),
    ...(siblings.length + known.made >= maximumVariants
      ? [fault('productId', 'catalogue.too_many_variants', { limit: maximumVariants })]
      : []),
  ];
}
