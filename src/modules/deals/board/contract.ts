import { z } from 'zod';
import { CalendarDay, endpoint, Id, Instant, LocalizedText, MinorUnits, Version } from '../../../platform/endpoint.ts';

const tag = 'deals';

export const BoardCard = z.object({
  id: Id,
  version: Version,
  title: z.string(),
  account: z.object({ id: Id, title: z.string() }).nullable(),
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  status: z.enum(['open', 'won']),
  amountMinor: MinorUnits.nullable(),
  currency: z.string(),
  expectedCloseOn: CalendarDay.nullable(),
  nextStepOn: CalendarDay.nullable(),
  nextStepText: z.string().nullable(),
  stageEnteredAt: Instant,
  /** Whole days in the stage. */
  days: z.int(),
  isLate: z.boolean(),
  isStuck: z.boolean(),
});
export type BoardCard = z.infer<typeof BoardCard>;

export const BoardColumn = z.object({
  stage: z.object({
    id: Id,
    key: z.string(),
    name: z.string(),
    names: LocalizedText,
    phase: z.int(),
    targetDays: z.int(),
    probabilityBp: z.int(),
  }),
  count: z.int(),
  /** Sums in the workspace's currency; the weighted one leaves out what the forecast does (care). */
  sumBaseMinor: MinorUnits,
  weightedMinor: MinorUnits,
  cards: z.array(BoardCard),
  nextCursor: z.string().nullable(),
});
export type BoardColumn = z.infer<typeof BoardColumn>;

/** Open deals and won ones on their way through delivery and care; lost, held and completed ones are off the board. */
export const boardOrders = ['longestInStage', 'newestInStage', 'nextStep', 'amount', 'expectedClose'] as const;
const Query = {
  filter: z.string().max(64_000).optional(),
  q: z.string().max(200).optional(),
  order: z.enum(boardOrders).default('newestInStage'),
};
export const BoardQuery = z.strictObject({ processId: Id.optional(), ...Query });
export type BoardQuery = z.infer<typeof BoardQuery>;
export const Board = z.object({
  processId: Id,
  currency: z.string(),
  columns: z.array(BoardColumn),
  /** Deals on the board that run on other versions of the process: each shows in the column with its stage's key, else phase. */
  otherVersions: z.int(),
});
export type Board = z.infer<typeof Board>;
export const getBoard = endpoint({
  method: 'GET',
  path: '/deals/board',
  tag,
  summary: 'The board of a process: columns with counts, sums and their first cards',
  query: BoardQuery,
  reply: Board,
  errors: ['deals.unknown_process'],
});

export const ColumnQuery = z.strictObject({
  stageId: Id,
  ...Query,
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ColumnQuery = z.infer<typeof ColumnQuery>;
export const getBoardColumn = endpoint({
  method: 'GET',
  path: '/deals/board/column',
  tag,
  summary: 'More cards of a column',
  query: ColumnQuery,
  reply: z.object({ data: z.array(BoardCard), nextCursor: z.string().nullable() }),
});
