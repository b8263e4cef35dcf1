import { z } from 'zod';
import { endpoint, Version } from '../../../platform/endpoint.ts';
import { languages } from '../../../platform/languages.ts';

const tag = 'settings';

export const brandingImages = ['logo', 'seal'] as const;
export type BrandingImageKind = (typeof brandingImages)[number];
/** Colour of headings where a company has none of its own: the product's. */
export const usualColor = '#3548a5';
/** Largest picture that may be uploaded, in bytes. */
export const pictureLimit = 5 * 1024 * 1024;

/** A picture as the program keeps it: PNG, no larger than its place needs. */
const BrandingImage = z.object({ width: z.int(), height: z.int(), createdAt: z.string() });

/** How long each text may be. */
export const brandingLengths = {
  name: 120,
  nameEn: 120,
  address: 300,
  addressEn: 300,
  phone: 60,
  email: 254,
  website: 200,
  taxNumber: 40,
  bankName: 160,
  bankAccount: 60,
  bankCode: 40,
  foot: 300,
} as const;

const kept = (maximum: number) => z.string().trim().min(1).max(maximum).nullable();
const texts = {
  /** The company's name as customers know it; null takes the workspace's. */
  name: kept(brandingLengths.name),
  /** The name on English pages and documents; null takes `name`. */
  nameEn: kept(brandingLengths.nameEn),
  address: kept(brandingLengths.address),
  addressEn: kept(brandingLengths.addressEn),
  phone: kept(brandingLengths.phone),
  email: z
    .email({ error: 'not_an_email' })
    .max(brandingLengths.email)
    .nullable()
    .meta({ examples: ['sales@example.com'] }),
  website: kept(brandingLengths.website),
  /** 统一社会信用代码, VAT number. */
  taxNumber: kept(brandingLengths.taxNumber),
  bankName: kept(brandingLengths.bankName),
  bankAccount: kept(brandingLengths.bankAccount),
  /** SWIFT/BIC, or the 联行号 of the branch. */
  bankCode: kept(brandingLengths.bankCode),
  /** Small print at the foot of every page of a document. */
  foot: kept(brandingLengths.foot),
  /** Colour of headings and buttons, `#1f5eff`; null takes the product's. */
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
};

/** What customers see of the company on documents and pages. */
export const Branding = z.object({
  ...texts,
  email: z.string().nullable(),
  /** The name that is used while `name` is null. */
  workspaceName: z.string(),
  logo: BrandingImage.nullable(),
  seal: BrandingImage.nullable(),
  version: Version,
});
export type Branding = z.infer<typeof Branding>;

const BrandingTexts = z.strictObject(texts).partial();
export const BrandingChanges = BrandingTexts.extend({ version: Version });
export type BrandingChanges = z.infer<typeof BrandingChanges>;

const kindParams = z.object({ kind: z.enum(brandingImages) });

export const getBranding = endpoint({
  method: 'GET',
  path: '/branding',
  tag,
  summary: 'What customers see of the company: names, colour, address, bank account',
  reply: Branding,
});
export const updateBranding = endpoint({
  method: 'PATCH',
  path: '/branding',
  tag,
  summary: 'Change what customers see of the company',
  body: BrandingChanges,
  reply: Branding,
  errors: ['stale_version'],
});
export const setBrandingImage = endpoint({
  method: 'PUT',
  path: '/branding/images/:kind',
  tag,
  summary: 'Set the logo or the company seal: the body is a PNG or JPEG, which is written anew as PNG',
  params: kindParams,
  body: z.custom<Blob>(),
  consumes: 'application/octet-stream',
  bodyLimit: pictureLimit,
  reply: Branding,
  errors: ['too_large', 'not_a_picture', 'picture_too_large', 'settings.seal_not_see_through'],
});
export const removeBrandingImage = endpoint({
  method: 'DELETE',
  path: '/branding/images/:kind',
  tag,
  summary: 'Remove the logo or the company seal',
  params: kindParams,
  reply: Branding,
});
export const getBrandingImage = endpoint({
  method: 'GET',
  path: '/branding/images/:kind',
  tag,
  summary: 'The logo, or the company seal for who may change it, as PNG',
  params: kindParams,
  query: z.strictObject({ at: z.string().max(40).optional() }),
  reply: z.string(),
  mode: 'stream',
  produces: ['image/png'],
});
/** A letter with what is being typed, not yet saved. */
export const previewLetterhead = endpoint({
  method: 'POST',
  path: '/branding/preview',
  tag,
  summary: 'A letter as the company would send it, with changes that are not saved yet',
  body: z.strictObject({
    changes: BrandingTexts.default({}),
    language: z.enum(languages),
    format: z.enum(['svg', 'pdf']).default('pdf'),
  }),
  reply: z.string(),
  mode: 'stream',
  produces: ['application/pdf', 'image/svg+xml'],
  status: 200,
  errors: ['pdf_busy', 'pdf_too_slow', 'pdf_unavailable'],
});
