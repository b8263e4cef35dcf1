import { z } from 'zod';
import { endpoint, Id, IdParams, Instant, Version } from '../../../platform/endpoint.ts';
import { languages } from '../../../platform/languages.ts';
import { codeChannels, codeMoments } from '../../../platform/public/code-channels.ts';
import { devices, readerApps, uncounted } from '../../../platform/public/visits.ts';

const tag = 'public-links';

/** A record has no more links in force than this. */
export const maximumLinks = 50;
/** The visits that a link's log keeps; later ones are only counted. */
export const maximumVisits = 500;
export const usualDays = 30;

export const linkStates = ['active', 'expired', 'revoked', 'stopped'] as const;

/** A link by which a customer reads a record without signing in. */
export const PublicLink = z.object({
  id: Id,
  recordId: Id,
  /** What kind of page it opens, and which of its parts are shown. */
  page: z.string(),
  parts: z.array(z.string()),
  /** Stands on top instead of the record's title. */
  heading: z.string().nullable(),
  watermark: z.string().nullable(),
  /** A code has to be entered, when the page is opened or only when it is accepted; it is sent to this address alone. */
  code: z.object({ channel: z.enum(codeChannels), to: z.string(), when: z.enum(codeMoments) }).nullable(),
  language: z.enum(languages),
  /** `stopped`: whoever made it may no longer edit the record. */
  state: z.enum(linkStates),
  createdBy: z.object({ id: Id, name: z.string() }),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
  /** How often somebody opened it, within half an hour once; machines and colleagues are counted apart. */
  opened: z.int(),
  notCounted: z.int(),
  lastOpenedAt: Instant.nullable(),
  version: Version,
});
export type PublicLink = z.infer<typeof PublicLink>;

/** Asked for at opening unless a page that can be accepted says otherwise. */
const when = z.enum(codeMoments).optional();
/** Where the code goes that a reader has to enter; the address cannot be changed afterwards, and the reader cannot choose it. */
const NewCode = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('mail'), to: z.email({ error: 'not_an_email' }).max(254), when }),
  z.strictObject({ channel: z.literal('sms'), to: z.string().regex(/^\+[1-9]\d{6,14}$/, { error: 'not_a_phone' }), when }),
]);

/** From now on, in days. */
const validDays = z.int().min(1).max(365);
export const NewPublicLink = z.strictObject({
  recordId: Id,
  page: z.string().min(1).max(40),
  parts: z.array(z.string().min(1).max(40)).max(40),
  heading: z.string().trim().min(1).max(200).nullable().optional(),
  watermark: z.string().trim().min(1).max(60).nullable().optional(),
  code: NewCode.nullable().optional(),
  language: z.enum(languages),
  validDays: validDays.default(usualDays),
});
export type NewPublicLink = z.infer<typeof NewPublicLink>;

/** Who came, by what is told without asking: no address is kept, only a hash that differs from link to link. */
export const PublicLinkVisit = z.object({
  id: Id,
  visitor: z.string(),
  device: z.enum(devices),
  app: z.enum(readerApps),
  /** Why it does not count as an opening; null for somebody who reads. */
  notCounted: z.enum(uncounted).nullable(),
  times: z.int(),
  createdAt: Instant,
  lastAt: Instant,
});
export type PublicLinkVisit = z.infer<typeof PublicLinkVisit>;

export const listPublicLinks = endpoint({
  method: 'GET',
  path: '/public-links',
  tag,
  summary: 'Links by which customers read a record, the newest first',
  query: z.strictObject({ recordId: Id }),
  /** `codeChannels`: the ways of sending a code that this installation has. */
  reply: z.object({ data: z.array(PublicLink), codeChannels: z.array(z.enum(codeChannels)) }),
});
export const createPublicLink = endpoint({
  method: 'POST',
  path: '/public-links',
  tag,
  summary: 'Make a link by which a customer reads a record; its address is shown this once',
  body: NewPublicLink,
  reply: PublicLink.extend({ url: z.string() }),
  isSecret: true,
  example: {
    recordId: '01990000-0000-7000-8000-000000000001',
    page: 'deal',
    parts: ['account', 'stage', 'products', 'amounts', 'contact'],
    language: 'zh-Hans',
    validDays: 30,
  },
  errors: [
    'public_url_missing',
    'records.unknown_page',
    'records.unknown_part',
    'records.too_many_links',
    'records.no_code_channel',
    'records.nothing_to_accept',
  ],
});
export const updatePublicLink = endpoint({
  method: 'PATCH',
  path: '/public-links/:id',
  tag,
  summary: 'Let a link hold for so many days from now',
  params: IdParams,
  body: z.strictObject({ version: Version, validDays }),
  reply: PublicLink,
  errors: ['stale_version', 'records.link_revoked'],
});
export const revokePublicLink = endpoint({
  method: 'POST',
  path: '/public-links/:id/revoke',
  tag,
  summary: 'Revoke a link at once and for good',
  params: IdParams,
  reply: PublicLink,
  status: 200,
});
export const listPublicLinkVisits = endpoint({
  method: 'GET',
  path: '/public-links/:id/visits',
  tag,
  summary: 'Who opened a link, the latest first',
  params: IdParams,
  reply: z.object({ data: z.array(PublicLinkVisit) }),
});
