import { z } from 'zod';
import { endpoint } from '../../../platform/endpoint.ts';

const tag = 'pricing';
const bp = z.int().min(0).max(9999).nullable();

/** Margins to keep, of the price: below the floor nothing is sold, below the target somebody has to agree. */
export const MarginGuard = z.strictObject({
  /** Null for everything that no narrower guard is about. */
  category: z.string().trim().min(1).max(200).nullable(),
  floorBp: bp,
  targetBp: bp,
});
export type MarginGuard = z.infer<typeof MarginGuard>;

const guards = z.object({ data: z.array(MarginGuard), isHidden: z.boolean() });
export const listMarginGuards = endpoint({
  method: 'GET',
  path: '/margin-guards',
  tag,
  summary:
    'Floor and target margins of the workspace and of categories; products may have their own. Hidden with what products cost',
  reply: guards,
});
export const setMarginGuards = endpoint({
  method: 'PUT',
  path: '/margin-guards',
  tag,
  summary: 'Set all floor and target margins',
  body: z.strictObject({ guards: z.array(MarginGuard).max(200) }),
  reply: guards,
  errors: ['catalogue.part_twice', 'catalogue.floor_above_target'],
});
