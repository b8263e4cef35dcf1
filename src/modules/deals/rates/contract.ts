import { z } from 'zod';
import { endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

/** From so many closed deals on, a workspace's own rates say more than what a process began with. */
export const enoughClosed = 50;

/** How often a deal that has come to a stage was won, among those that are closed. */
export const StageRate = z.object({ stageId: Id, won: z.int(), closed: z.int() });
export type StageRate = z.infer<typeof StageRate>;

/** How often a criterion was let pass by a manager, over the last twelve months. */
export const Waived = z.object({ criterionKey: z.string(), count: z.int() });
export type Waived = z.infer<typeof Waived>;

export const getStageRates = endpoint({
  method: 'GET',
  path: '/processes/:id/rates',
  tag: 'deals',
  summary:
    'How often deals of a process that came to a stage were won (none below 50 closed deals), and which criteria were waived how often',
  params: IdParams,
  reply: z.object({ closed: z.int(), data: z.array(StageRate), waived: z.array(Waived) }),
});
