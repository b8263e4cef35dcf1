import { z } from 'zod';

export const TargetCounts = z.object({ create: z.int(), update: z.int(), same: z.int(), skip: z.int(), error: z.int() });
export type TargetCounts = z.infer<typeof TargetCounts>;
