import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, MinorUnits, Version } from '../../../platform/endpoint.ts';

const tag = 'deals';
/** What the customer asked for; what we gave. */
export const concessionSides = ['ask', 'give'] as const;
export const concessionKinds = [
  'price',
  'discount',
  'paymentTerm',
  'delivery',
  'warranty',
  'volume',
  'service',
  'other',
] as const;
/** Entries that one deal may have, those taken off among them. */
export const maximumConcessions = 500;

const PartParams = IdParams.extend({ partId: Id });
const amount = MinorUnits.min(0).nullable();
const said = z.string().trim().min(1).max(2000);
const round = z.int().min(1).max(50);

export const Concession = z.object({
  id: Id,
  round: z.int(),
  side: z.enum(concessionSides),
  kind: z.enum(concessionKinds),
  text: z.string(),
  /** Of the amounts: the deal's currency when it was written. */
  currency: z.string(),
  /** What it is worth to the customer. */
  valueMinor: MinorUnits.nullable(),
  /** What it takes from our margin, as an amount or as points of margin; null where neither is known. */
  marginMinor: MinorUnits.nullable(),
  marginBp: z.int().nullable(),
  /** What came back for it. */
  gotText: z.string().nullable(),
  gotMinor: MinorUnits.nullable(),
  saidOn: CalendarDay,
  by: z.object({ id: Id, name: z.string() }).nullable(),
  version: Version,
});
export type Concession = z.infer<typeof Concession>;

/** Gives and what came back, added up; in the deal's currency, or in the workspace's where entries have several. */
export const ConcessionTotals = z.object({
  currency: z.string(),
  asks: z.int(),
  gives: z.int(),
  /** Gives for which nothing came back. */
  unreturned: z.int(),
  givenMinor: MinorUnits,
  marginMinor: MinorUnits,
  gotMinor: MinorUnits,
  /** What came back less what was given. */
  netMinor: MinorUnits,
});
export type ConcessionTotals = z.infer<typeof ConcessionTotals>;

/** The least that a deal may come to. Never shown to customers. */
export const WalkAway = z.object({
  lowestTotalMinor: MinorUnits.nullable(),
  lowestMarginBp: z.int().nullable(),
  note: z.string().nullable(),
  version: Version,
});
export type WalkAway = z.infer<typeof WalkAway>;

export const Ledger = z.object({
  data: z.array(Concession),
  totals: ConcessionTotals,
  /** Of the deal, for new entries. */
  currency: z.string(),
  /** Whether the reader may see and set the walk-away point: whoever may edit the deal, and who manages it. */
  seesWalkAway: z.boolean(),
  walkAway: WalkAway.nullable(),
});
export type Ledger = z.infer<typeof Ledger>;

export const getLedger = endpoint({
  method: 'GET',
  path: '/deals/:id/concessions',
  tag,
  summary: 'What was asked and given round by round, with what came back, totals and the walk-away point',
  params: IdParams,
  reply: Ledger,
});

const values = {
  round: round.optional(),
  kind: z.enum(concessionKinds),
  text: said,
  valueMinor: amount.optional(),
  marginMinor: amount.optional(),
  marginBp: z.int().min(0).max(10_000).nullable().optional(),
  gotText: z.string().trim().max(2000).nullable().optional(),
  gotMinor: amount.optional(),
  saidOn: CalendarDay.optional(),
};
const refusals = ['deals.in_the_future', 'deals.one_margin', 'deals.ask_has_no_return', 'settings.no_rate'];

export const addConcession = endpoint({
  method: 'POST',
  path: '/deals/:id/concessions',
  tag,
  summary: 'Write down what the customer asked or what we gave; in the last round unless said',
  params: IdParams,
  body: z.strictObject({ side: z.enum(concessionSides), ...values }),
  example: {
    side: 'give',
    kind: 'discount',
    text: '3 % off the machine',
    valueMinor: 1_200_000,
    gotText: 'Order by 30 June',
  },
  reply: Ledger,
  errors: [...refusals, 'deals.too_many_concessions'],
});

export const updateConcession = endpoint({
  method: 'PATCH',
  path: '/deals/:id/concessions/:partId',
  tag,
  summary: 'Change what was asked or given, or say what came back',
  params: PartParams,
  body: z.strictObject({ version: Version, ...values, kind: values.kind.optional(), text: said.optional() }),
  reply: Ledger,
  errors: ['stale_version', ...refusals],
});

export const removeConcession = endpoint({
  method: 'DELETE',
  path: '/deals/:id/concessions/:partId',
  tag,
  summary: 'Take an entry off the ledger; it can be brought back',
  params: PartParams,
  query: z.strictObject({ version: z.coerce.number().int().optional() }),
  reply: Ledger,
  errors: ['stale_version'],
});

export const restoreConcession = endpoint({
  method: 'POST',
  path: '/deals/:id/concessions/:partId/restore',
  tag,
  summary: 'Bring back an entry that was taken off the ledger',
  params: PartParams,
  status: 200,
  reply: Ledger,
});

export const setWalkAway = endpoint({
  method: 'PUT',
  path: '/deals/:id/walk-away',
  tag,
  summary: 'Set the lowest total or margin of a deal. Only who may edit the deal sees it',
  params: IdParams,
  body: z.strictObject({
    /** The version its editor saw; left out where none was set. */
    version: Version.optional(),
    lowestTotalMinor: amount,
    lowestMarginBp: z.int().min(-10_000).max(10_000).nullable(),
    note: z.string().trim().max(2000).nullable().optional(),
  }),
  reply: Ledger,
  errors: ['stale_version'],
});
