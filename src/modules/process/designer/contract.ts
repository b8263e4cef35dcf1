import { z } from 'zod';
import { Done, endpoint, Id, IdParams, LocalizedText, Version } from '../../../platform/endpoint.ts';
import { Process, ProcessVersion, StageInput } from '../contract.ts';

const tag = 'process';
const stale = 'stale_version';
export const createDraft = endpoint({
  method: 'POST',
  path: '/processes/:id/draft',
  tag,
  summary: 'Copy the published version into a draft',
  params: IdParams,
  reply: ProcessVersion,
  errors: ['process.draft_exists', 'process.not_published'],
});
export const updateDraft = endpoint({
  method: 'PUT',
  path: '/process-versions/:id',
  tag,
  summary: 'Replace the content of a draft; the order of the lists is the order of stages, criteria and tasks',
  params: IdParams,
  reply: ProcessVersion,
  body: z.strictObject({ version: Version, stages: z.array(StageInput).min(1).max(20) }),
  errors: [stale, 'process.not_a_draft', 'process.too_many_required', 'process.duplicate_key', 'process.phase_order'],
});
export const discardDraft = endpoint({
  method: 'DELETE',
  path: '/process-versions/:id',
  tag,
  summary: 'Throw a draft away',
  params: IdParams,
  reply: Done,
  errors: ['process.not_a_draft'],
});

export const changeKinds = ['added', 'removed', 'changed', 'moved'] as const;
export const VersionDiff = z.object({
  /** The published version the draft is compared with; null for a first one. */
  against: Id.nullable(),
  changes: z.array(
    z.object({
      what: z.enum(['stage', 'criterion', 'task']),
      change: z.enum(changeKinds),
      stageKey: z.string(),
      key: z.string(),
      names: LocalizedText,
      /** Members that differ, for `changed`. */
      fields: z.array(z.string()),
    }),
  ),
  /** Open deals per stage of every other version of the process, with the stage of the draft proposed for them. */
  openDeals: z.array(
    z.object({
      stageId: Id,
      versionNumber: z.int(),
      stageKey: z.string(),
      names: LocalizedText,
      count: z.int(),
      toStageId: Id.nullable(),
    }),
  ),
});
export type VersionDiff = z.infer<typeof VersionDiff>;
export const diffDraft = endpoint({
  method: 'GET',
  path: '/process-versions/:id/diff',
  tag,
  summary: 'What a draft changes, and which open deals it touches',
  params: IdParams,
  reply: VersionDiff,
});

export const publishDraft = endpoint({
  method: 'POST',
  path: '/process-versions/:id/publish',
  tag,
  summary: 'Publish a draft. Deals stay on their version, or move along the mapping',
  params: IdParams,
  status: 200,
  body: z.strictObject({
    version: Version,
    mapping: z
      .array(z.strictObject({ fromStageId: Id, toStageId: Id }))
      .max(200)
      .optional(),
  }),
  reply: z.object({ process: Process, movedDeals: z.int() }),
  errors: [stale, 'process.not_a_draft', 'process.already_published', 'process.bad_mapping', 'process.too_many_required'],
});
export const retireVersion = endpoint({
  method: 'POST',
  path: '/process-versions/:id/retire',
  tag,
  summary: 'Take the published version out of use: no new deal starts with it',
  params: IdParams,
  status: 200,
  body: z.strictObject({ version: Version }),
  reply: Process,
  errors: [stale, 'process.not_published', 'process.default_needed'],
});
