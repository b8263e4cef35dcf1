import { z } from 'zod';
import { Done, endpoint, Id, IdParams, MinorUnits, Version } from '../../../platform/endpoint.ts';

const tag = 'deals';
export const contactRoles = ['decisionMaker', 'influencer', 'user', 'gatekeeper', 'champion', 'buyer'] as const;
export const attitudes = ['supporter', 'neutral', 'opponent', 'unknown'] as const;
export const competitorOutcomes = ['competing', 'lostToThem', 'beaten', 'withdrawn'] as const;

const Ref = z.object({ id: Id, title: z.string() });
const PartParams = IdParams.extend({ partId: Id });
/** The version its editor saw; left out to add one that is not there yet. */
const version = z.int().optional();
const Seen = z.strictObject({ version: z.coerce.number().int().optional() });
const note = z.string().trim().max(2000).nullable().optional();

/** A contact's part in a deal. `partId` is the contact's id. */
export const DealContact = z.object({
  contact: Ref,
  role: z.enum(contactRoles),
  attitude: z.enum(attitudes),
  influence: z.int().min(1).max(5).nullable(),
  note: z.string().nullable(),
  isPrimary: z.boolean(),
  version: Version,
});
export type DealContact = z.infer<typeof DealContact>;
const contactBody = z.strictObject({
  version,
  role: z.enum(contactRoles),
  attitude: z.enum(attitudes).default('unknown'),
  influence: z.int().min(1).max(5).nullable().optional(),
  note,
});
export type DealContactInput = z.infer<typeof contactBody>;

/** `partId` is the competitor's id. */
export const DealCompetitor = z.object({
  competitor: Ref,
  priceMinor: MinorUnits.nullable(),
  note: z.string().nullable(),
  outcome: z.enum(competitorOutcomes),
  version: Version,
});
export type DealCompetitor = z.infer<typeof DealCompetitor>;
const competitorBody = z.strictObject({
  version,
  priceMinor: MinorUnits.min(0).nullable().optional(),
  note,
  outcome: z.enum(competitorOutcomes).default('competing'),
});
export type DealCompetitorInput = z.infer<typeof competitorBody>;

/** A product line; prices in the deal's currency. */
export const DealProduct = z.object({
  id: Id,
  product: Ref,
  quantity: z.string(),
  unitPriceMinor: MinorUnits,
  amountMinor: MinorUnits,
  position: z.int(),
});
export type DealProduct = z.infer<typeof DealProduct>;
const productLine = z.strictObject({
  productId: Id,
  quantity: z.string().regex(/^\d{1,9}(\.\d{1,6})?$/),
  unitPriceMinor: MinorUnits.min(0),
});
export type DealProductInput = z.infer<typeof productLine>;

export const DealParts = z.object({
  contacts: z.array(DealContact),
  competitors: z.array(DealCompetitor),
  products: z.array(DealProduct),
  productsTotalMinor: MinorUnits,
  currency: z.string(),
});
export type DealParts = z.infer<typeof DealParts>;

export const getParts = endpoint({
  method: 'GET',
  path: '/deals/:id/parts',
  tag,
  summary: 'Contacts with their roles, competitors and products of a deal',
  params: IdParams,
  reply: DealParts,
});
export const setDealContact = endpoint({
  method: 'PUT',
  path: '/deals/:id/contacts/:partId',
  tag,
  summary: 'Add a contact to a deal, or change its role',
  params: PartParams,
  body: contactBody,
  reply: DealParts,
  errors: ['stale_version', 'not_found_reference'],
});
export const removeDealContact = endpoint({
  method: 'DELETE',
  path: '/deals/:id/contacts/:partId',
  tag,
  summary: 'Take a contact off a deal',
  params: PartParams,
  query: Seen,
  reply: Done,
  errors: ['stale_version'],
});
export const setDealCompetitor = endpoint({
  method: 'PUT',
  path: '/deals/:id/competitors/:partId',
  tag,
  summary: 'Add a competitor to a deal, or change what is known',
  params: PartParams,
  body: competitorBody,
  reply: DealParts,
  errors: ['stale_version', 'not_found_reference'],
});
export const removeDealCompetitor = endpoint({
  method: 'DELETE',
  path: '/deals/:id/competitors/:partId',
  tag,
  summary: 'Take a competitor off a deal',
  params: PartParams,
  query: Seen,
  reply: Done,
  errors: ['stale_version'],
});
/** Replaces the product lines. `setsAmount` makes their sum the amount of the deal. */
export const setDealProducts = endpoint({
  method: 'PUT',
  path: '/deals/:id/products',
  tag,
  summary: 'Replace the product lines of a deal',
  params: IdParams,
  reply: DealParts,
  errors: ['stale_version', 'not_found_reference', 'settings.no_rate'],
  body: z.strictObject({ version: Version, lines: z.array(productLine).max(200), setsAmount: z.boolean().default(false) }),
});
