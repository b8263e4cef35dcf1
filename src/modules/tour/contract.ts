import { z } from 'zod';
import { endpoint, Version } from '../../platform/endpoint.ts';

const tag = 'tour';

/** The steps in the order in which they are shown. */
export const stepKeys = ['workspace', 'invite', 'data', 'process', 'move', 'figures'] as const;
export const StepKey = z.enum(stepKeys);
export type StepKey = z.infer<typeof StepKey>;

export const TourStep = z.object({ key: StepKey, state: z.enum(['open', 'done', 'skipped']) });
export type TourStep = z.infer<typeof TourStep>;

/** The first steps in a workspace, as far as the person's role has to do with them. */
export const Tour = z.object({
  steps: z.array(TourStep),
  /** The person put the tour away. */
  isClosed: z.boolean(),
  version: Version,
});
export type Tour = z.infer<typeof Tour>;

export const TourChanges = z
  .strictObject({
    version: Version,
    /** The steps that the person passes over. */
    skipped: z.array(StepKey).max(stepKeys.length).optional(),
    isClosed: z.boolean().optional(),
  })
  .meta({ examples: [{ version: 1, skipped: ['invite'] }] });
export type TourChanges = z.infer<typeof TourChanges>;

export const getTour = endpoint({
  method: 'GET',
  path: '/tour',
  tag,
  summary: 'The first steps of the caller in the workspace, and which of them are done',
  reply: Tour,
});
export const updateTour = endpoint({
  method: 'PATCH',
  path: '/tour',
  tag,
  summary: 'Pass over steps of the tour, put it away or take it up again',
  body: TourChanges,
  reply: Tour,
  errors: ['stale_version'],
});
