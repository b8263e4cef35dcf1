import { z } from 'zod';
import { endpoint, Id } from '../../../platform/endpoint.ts';

const tag = 'insights';

/** Figures a workspace can set a target for. Win rate and conversion in basis points, cycle in days, revenue per year in minor units. */
export const targetKpis = ['winRate', 'conversion', 'salesCycleDays', 'revenue'] as const;
export const TargetKpi = z.enum(targetKpis);
export type TargetKpi = z.infer<typeof TargetKpi>;

export const KpiTarget = z.object({
  kpi: TargetKpi,
  /** The team it is for; null for the whole workspace. */
  teamId: Id.nullable(),
  /** The calendar year it is for. */
  year: z.int().min(1900).max(9998),
  value: z.int().min(0).max(9_007_199_254_740_991),
});
export type KpiTarget = z.infer<typeof KpiTarget>;

export const listTargets = endpoint({
  method: 'GET',
  path: '/insights/targets',
  tag,
  summary: 'Targets that are set',
  reply: z.object({ data: z.array(KpiTarget) }),
});

export const setTarget = endpoint({
  method: 'PUT',
  path: '/insights/targets',
  tag,
  summary: 'Set the target of a figure for a year; a null value takes it away',
  body: KpiTarget.extend({
    value: KpiTarget.shape.value.nullable(),
    /** What the target was when it was read, null for none: another by now is refused with the one there is. */
    was: KpiTarget.shape.value.nullable().optional(),
  }).strict(),
  reply: z.object({ data: z.array(KpiTarget) }),
  errors: ['stale_version'],
});
