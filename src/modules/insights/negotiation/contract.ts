import { z } from 'zod';
import { endpoint, Id } from '../../../platform/endpoint.ts';
import { ConcessionTotals } from '../../deals/concessions/contract.ts';
import { KpiQuery } from '../contract.ts';

/** A share between 0 and 1 with its 95 % interval (Wilson); null where fewer than five cases would say too little. */
const Share = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable();

export const ObjectionFigures = z.object({
  kind: z.string(),
  raised: z.int(),
  closed: z.int(),
  /** Of the closed ones, how many were solved. */
  solved: z.int(),
  solvedShare: Share,
  /** Deals with such an objection that were won and lost. */
  won: z.int(),
  lost: z.int(),
  winRate: Share,
});
export type ObjectionFigures = z.infer<typeof ObjectionFigures>;

export const AnswerFigures = z.object({
  id: Id,
  title: z.string(),
  kind: z.string(),
  used: z.int(),
  /** Objections answered with it that are closed, and of them the solved ones. */
  closed: z.int(),
  solved: z.int(),
  solvedShare: Share,
  /** Deals on which it was used that were won and lost. */
  won: z.int(),
  lost: z.int(),
  winRate: Share,
});
export type AnswerFigures = z.infer<typeof AnswerFigures>;

export const GiveFigures = ConcessionTotals.omit({ currency: true, asks: true }).extend({
  id: Id.nullable(),
  name: z.string().nullable(),
  deals: z.int(),
});
export type GiveFigures = z.infer<typeof GiveFigures>;

export const NegotiationFigures = z.object({
  currency: z.string(),
  objections: z.array(ObjectionFigures),
  /** Answers of the library that were used, with how they did. */
  answers: z.array(AnswerFigures),
  bySeller: z.array(GiveFigures),
  byAccount: z.array(GiveFigures),
});
export type NegotiationFigures = z.infer<typeof NegotiationFigures>;

export const getNegotiation = endpoint({
  method: 'GET',
  path: '/insights/negotiation',
  tag: 'insights',
  summary: 'Objections of a period by kind with how they ended, and what was given for what, by seller and by customer',
  query: KpiQuery,
  reply: NegotiationFigures,
  errors: ['insights.range_reversed', 'insights.range_too_long'],
});
