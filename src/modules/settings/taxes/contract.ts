import { z } from 'zod';
import { CalendarDay, Done, endpoint, Id, IdParams, Version } from '../../../platform/endpoint.ts';

const tag = 'settings';

/** 专票: the buyer deducts the tax; 普票: the buyer does not. */
export const invoiceKinds = ['special', 'plain'] as const;

/** A workspace has no more tax classes than this. */
export const maximumTaxClasses = 50;

const rateBp = z.int().min(0).max(10_000);
export const TaxRate = z.strictObject({ validFrom: CalendarDay, rateBp });

/** A rate holds from its day until the next one. */
export const TaxClass = z.object({
  id: Id,
  name: z.string(),
  isExempt: z.boolean(),
  /** Kinds of invoice that may be written for it; none where that is not told apart. */
  invoiceKinds: z.array(z.enum(invoiceKinds)),
  /** Holds for what names no class. */
  isDefault: z.boolean(),
  isActive: z.boolean(),
  rates: z.array(TaxRate),
  version: Version,
});
export type TaxClass = z.infer<typeof TaxClass>;

const written = {
  name: z.string().trim().min(1).max(60),
  isExempt: z.boolean(),
  invoiceKinds: z.array(z.enum(invoiceKinds)).max(2),
  isDefault: z.boolean(),
  rates: z
    .array(TaxRate)
    .min(1)
    .max(50)
    .refine((rates) => new Set(rates.map(({ validFrom }) => validFrom)).size === rates.length, {
      params: { code: 'settings.tax_rate_twice' },
    }),
};

export const NewTaxClass = z.strictObject({
  name: written.name,
  isExempt: written.isExempt.default(false),
  invoiceKinds: written.invoiceKinds.default([]),
  isDefault: written.isDefault.default(false),
  rates: written.rates,
});
export type NewTaxClass = z.infer<typeof NewTaxClass>;

export const TaxClassChanges = z.strictObject({
  version: Version,
  name: written.name.optional(),
  isExempt: written.isExempt.optional(),
  invoiceKinds: written.invoiceKinds.optional(),
  isDefault: z.literal(true).optional(),
  isActive: z.boolean().optional(),
  rates: written.rates.optional(),
});
export type TaxClassChanges = z.infer<typeof TaxClassChanges>;

export const listTaxClasses = endpoint({
  method: 'GET',
  path: '/tax-classes',
  tag,
  summary: 'Tax classes with their dated rates',
  reply: z.object({ data: z.array(TaxClass) }),
});
export const createTaxClass = endpoint({
  method: 'POST',
  path: '/tax-classes',
  tag,
  summary: 'Add a tax class',
  body: NewTaxClass,
  reply: TaxClass,
  errors: ['settings.tax_class_exists', 'settings.too_many_tax_classes'],
});
export const updateTaxClass = endpoint({
  method: 'PATCH',
  path: '/tax-classes/:id',
  tag,
  summary: 'Change a tax class; products follow a new name',
  params: IdParams,
  body: TaxClassChanges,
  reply: TaxClass,
  errors: ['stale_version', 'settings.tax_class_exists', 'settings.tax_default_needed'],
});
export const removeTaxClass = endpoint({
  method: 'DELETE',
  path: '/tax-classes/:id',
  tag,
  summary: 'Delete a tax class that nothing uses',
  params: IdParams,
  reply: Done,
  errors: ['settings.tax_class_in_use', 'settings.tax_default_needed'],
});
