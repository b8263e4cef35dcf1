import { z } from 'zod';
import { CalendarDay, endpoint, Id, IdParams, Version } from '../../../platform/endpoint.ts';
import { LostReason, NextStep, WonProof } from '../contract.ts';
import { MoveResult, Waiver } from '../moves/contract.ts';

const tag = 'deals';
const text = z.string().trim().min(1).max(4000);
const base = { params: IdParams, tag, reply: MoveResult, status: 200, method: 'POST' } as const;

export const winDeal = endpoint({
  ...base,
  path: '/deals/:id/win',
  summary: 'Win a deal, with its proof. From an earlier stage the gates on the way to signing are asked',
  example: { version: 3, proof: { kind: 'purchaseOrder', note: 'PO 4711' } },
  body: z.strictObject({
    version: Version,
    proof: z
      .strictObject({
        kind: WonProof,
        note: text.optional(),
        fileId: Id.optional(),
        /** Of the accepted quotes that prove the deal won; the latest that is proof enough unless given. */
        quoteId: Id.optional(),
      })
      // A quote is looked up: it is its own evidence.
      .refine(({ kind, note, fileId }) => kind === 'quote' || Boolean(note) || Boolean(fileId), {
        path: ['note'],
        params: { code: 'required' },
      }),
    /** The business day of winning; today unless given. */
    wonOn: CalendarDay.optional(),
    waive: Waiver.optional(),
    nextStep: NextStep.optional(),
  }),
  errors: [
    'stale_version',
    'deals.gate_unmet',
    'deals.not_open',
    'deals.in_the_future',
    'deals.amount_required',
    'deals.no_signing_stage',
    'deals.no_quote_proof',
    'deals.contract_needed',
    'settings.no_rate',
  ],
});

export const loseDeal = endpoint({
  ...base,
  path: '/deals/:id/lose',
  summary: 'Lose a deal, with the reason; a revisit date makes a task on that day',
  body: z.strictObject({
    version: Version,
    reason: LostReason,
    competitorId: Id.optional(),
    note: text.optional(),
    lostOn: CalendarDay.optional(),
    revisitOn: CalendarDay.optional(),
  }),
  errors: ['stale_version', 'deals.not_open', 'deals.in_the_future', 'deals.in_the_past', 'not_found_reference'],
});

export const holdDeal = endpoint({
  ...base,
  path: '/deals/:id/hold',
  summary: 'Put a deal on hold until a day on which it comes back as a task',
  body: z.strictObject({ version: Version, reason: text, revisitOn: CalendarDay }),
  errors: ['stale_version', 'deals.not_open', 'deals.in_the_past'],
});

export const reopenDeal = endpoint({
  ...base,
  path: '/deals/:id/reopen',
  summary: 'Reopen a lost, held or completed deal, or undo a win, at the stage it was in',
  body: z.strictObject({ version: Version, reason: text, nextStep: NextStep.optional() }),
  errors: ['stale_version', 'deals.already_open'],
});

export const completeDeal = endpoint({
  ...base,
  path: '/deals/:id/complete',
  summary: 'Complete a won deal: the gate of its last stage is asked and it leaves the board',
  body: z.strictObject({ version: Version, waive: Waiver.optional(), reason: text.optional() }),
  errors: ['stale_version', 'deals.gate_unmet', 'deals.not_won', 'deals.not_last_stage'],
});
