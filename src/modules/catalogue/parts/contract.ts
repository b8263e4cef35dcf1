import { z } from 'zod';
import { CurrencyCode, endpoint, Id, IdParams, MinorUnits, Version } from '../../../platform/endpoint.ts';
import { ProductUnit, UnitInput } from '../units/contract.ts';

const tag = 'products';
const Ref = z.object({ id: Id, title: z.string() });
const quantity = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);
const amountMinor = MinorUnits.min(0);

/** A product has no more variants than this. */
export const maximumVariants = 200;

/** Colour, size and the like, by what they are called. */
export const Attributes = z.record(z.string().trim().min(1).max(40), z.string().trim().min(1).max(80));

export const Variant = z.object({
  id: Id,
  code: z.string().nullable(),
  name: z.string(),
  attributes: z.record(z.string(), z.string()),
  /** In the product's currency; the product's price where null. */
  priceMinor: MinorUnits.nullable(),
  isActive: z.boolean(),
});
export type Variant = z.infer<typeof Variant>;

export const ListPriceIn = z.object({ variantId: Id.nullable(), currency: z.string(), amountMinor: MinorUnits });
export type ListPriceIn = z.infer<typeof ListPriceIn>;

export const ProductComponent = z.object({
  product: Ref,
  /** What the part is counted in. */
  unit: z.string().nullable(),
  /** How many it comes with: of one that may be left out, how many are taken unless said otherwise. */
  quantity: z.string(),
  isRequired: z.boolean(),
  minQuantity: z.string().nullable(),
  maxQuantity: z.string().nullable(),
});
export type ProductComponent = z.infer<typeof ProductComponent>;

/** What a product consists of besides its fields; all of it counts as one with the product's version. */
export const ProductParts = z.object({
  variants: z.array(Variant),
  prices: z.array(ListPriceIn),
  components: z.array(ProductComponent),
  units: z.array(ProductUnit),
  imageId: Id.nullable(),
  version: Version,
});
export type ProductParts = z.infer<typeof ProductParts>;

export const getProductParts = endpoint({
  method: 'GET',
  path: '/products/:id/parts',
  tag,
  summary: 'Variants, units, prices in other currencies and components of a product, and its picture',
  params: IdParams,
  reply: ProductParts,
});

const VariantInput = z.strictObject({
  /** One that is there already; a new one is made where it is left out. */
  variantId: Id.nullable().optional(),
  code: z.string().trim().min(1).max(60).nullable().default(null),
  name: z.string().trim().min(1).max(200),
  attributes: Attributes.default({}),
  priceMinor: amountMinor.nullable().default(null),
  isActive: z.boolean().default(true),
});
const PriceInput = z.strictObject({ variantId: Id.nullable().default(null), currency: CurrencyCode, amountMinor });
const ComponentInput = z.strictObject({
  productId: Id,
  quantity: quantity.default('1'),
  isRequired: z.boolean().default(true),
  minQuantity: quantity.nullable().default(null),
  maxQuantity: quantity.nullable().default(null),
});
export type ComponentInput = z.infer<typeof ComponentInput>;

export const PartsChanges = z.strictObject({
  version: Version,
  /** The whole list: what is left out goes. */
  variants: z.array(VariantInput).max(maximumVariants).optional(),
  prices: z.array(PriceInput).max(400).optional(),
  components: z.array(ComponentInput).max(100).optional(),
  /** Besides the product's own; of them at most one is the default. */
  units: z.array(UnitInput).max(50).optional(),
  /** A file of the product that is a picture. */
  imageId: Id.nullable().optional(),
});
export type PartsChanges = z.infer<typeof PartsChanges>;
export type VariantInput = z.infer<typeof VariantInput>;

export const setProductParts = endpoint({
  method: 'PUT',
  path: '/products/:id/parts',
  tag,
  summary: 'Set variants, units, prices in other currencies, components or picture of a product',
  params: IdParams,
  body: PartsChanges,
  reply: ProductParts,
  errors: ['stale_version', 'catalogue.part_twice', 'catalogue.bundle_in_itself', 'catalogue.not_a_picture'],
});
