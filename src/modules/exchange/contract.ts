import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant } from '../../platform/endpoint.ts';
import { FaultGroup } from './faults/contract.ts';
import { ImportMap } from './mapping/contract.ts';
import { ColumnProposal, Reused } from './proposing/contract.ts';
import { TargetCounts } from './running/contract.ts';
import { ImportFile } from './staging/contract.ts';
import { TargetField } from './targets/contract.ts';

const tag = 'imports';

export const importStates = [
  'uploaded',
  'mapped',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const;
export const ImportState = z.enum(importStates);
export type ImportState = z.infer<typeof ImportState>;

/** What a target is about to do, or has done. */
export const TargetReport = z.object({ no: z.int(), file: z.string(), kind: z.string(), counts: TargetCounts });
export type TargetReport = z.infer<typeof TargetReport>;

/** A value of the files that means nothing here, and the known one it most likely stands for. */
export const ValueProposal = z.object({
  targetNo: z.int(),
  file: z.string(),
  field: z.string(),
  value: z.string(),
  rows: z.int(),
  /** What to write into the map for it, how that is called for the reader, and how sure it is. */
  proposed: z.string().nullable(),
  label: z.string().nullable(),
  score: z.number().nullable(),
  /** For links: the kind of record that is looked for. */
  target: z.string().nullable(),
});
export type ValueProposal = z.infer<typeof ValueProposal>;

/** What a run will put where the file says nothing, so that nobody takes it for a fact. */
export const CheckNote = z.object({ targetNo: z.int(), file: z.string(), code: z.enum(['noOpeningDay']), rows: z.int() });
export type CheckNote = z.infer<typeof CheckNote>;

export const CheckReport = z.object({
  targets: z.array(TargetReport),
  proposals: z.array(ValueProposal),
  notes: z.array(CheckNote).optional(),
  errors: z.int(),
});
export type CheckReport = z.infer<typeof CheckReport>;

export const Progress = z.object({
  phase: z.enum(['check', 'run', 'undo']).nullable(),
  done: z.int(),
  total: z.int(),
  /** What the run has done so far, per target. */
  targets: z.array(TargetReport),
  /** Records an undo took back, and those it left because somebody changed or uses them. */
  undone: z.int(),
  kept: z.int(),
});
export type Progress = z.infer<typeof Progress>;

export const Import = z.object({
  id: Id,
  name: z.string(),
  state: ImportState,
  /** Null for the command line. */
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  files: z.array(ImportFile),
  map: ImportMap.nullable(),
  report: CheckReport.nullable(),
  progress: Progress,
  /** Why the whole failed. */
  fault: z.object({ code: z.string(), text: z.string() }).nullable(),
  skipsErrors: z.boolean(),
});
export type Import = z.infer<typeof Import>;

export const ImportSummary = Import.omit({ files: true, map: true, report: true });
export type ImportSummary = z.infer<typeof ImportSummary>;

export const TargetKind = z.object({
  kind: z.string(),
  label: z.string(),
  nameField: z.string(),
  /** A name is enough to make one. */
  isNamed: z.boolean(),
  /** Fields that together tell one from another where the map names no key. */
  knownBy: z.array(z.string()),
  /** Fields of which a row says at least one. */
  saysOneOf: z.array(z.string()),
  /** Undoing gives what the import changed back what it was. */
  isRestored: z.boolean(),
  fields: z.array(TargetField),
});
export type TargetKind = z.infer<typeof TargetKind>;

const errors = ['exchange.wrong_state'];
const one = { params: IdParams, tag, reply: Import };
const post = { ...one, method: 'POST', status: 200, errors } as const;

export const listImportKinds = endpoint({
  method: 'GET',
  path: '/import-kinds',
  tag,
  summary: 'Kinds of records that can be imported, with their fields',
  reply: z.object({ data: z.array(TargetKind) }),
});
export const listImports = endpoint({
  method: 'GET',
  path: '/imports',
  tag,
  summary: 'The latest imports',
  reply: z.object({ data: z.array(ImportSummary) }),
});
export const createImport = endpoint({
  method: 'POST',
  path: '/imports',
  tag,
  summary: 'Begin an import',
  body: z.strictObject({ name: z.string().trim().min(1).max(200) }),
  reply: Import,
});
export const getImport = endpoint({
  ...one,
  method: 'GET',
  path: '/imports/:id',
  summary: 'An import: its files, mapping, check and progress',
});
export const forgetImport = endpoint({
  method: 'DELETE',
  path: '/imports/:id',
  tag,
  summary: 'Forget an import that has made nothing',
  params: IdParams,
  reply: Done,
  errors,
});
export const proposeMapping = endpoint({
  ...post,
  path: '/imports/:id/propose',
  summary: 'Propose a mapping from headers and values',
  query: z.strictObject({ fresh: z.enum(['true', 'false']).optional() }),
  reply: z.object({
    map: ImportMap,
    columns: z.array(ColumnProposal),
    reused: z.array(Reused),
  }),
});
export const setMapping = endpoint({
  ...one,
  method: 'PUT',
  path: '/imports/:id/mapping',
  summary: 'Set how the files are read',
  body: z.strictObject({ map: ImportMap }),
  errors: [...errors, 'exchange.missing_file', 'exchange.missing_column', 'exchange.unknown_kind', 'exchange.unknown_field'],
});
export const checkImport = endpoint({
  ...post,
  path: '/imports/:id/check',
  summary: 'Read everything and say what would happen, without changing a record',
});
export const startImport = endpoint({
  ...post,
  path: '/imports/:id/start',
  summary: 'Run a checked import',
  body: z.strictObject({ skipErrors: z.boolean().default(false) }),
  errors: [...errors, 'exchange.has_errors'],
});
export const cancelImport = endpoint({
  ...post,
  path: '/imports/:id/cancel',
  summary: 'Stop an import; what is done so far stays and can be undone',
});
export const undoImport = endpoint({
  ...post,
  path: '/imports/:id/undo',
  summary: 'Delete what the import created, as far as nobody changed or uses it since',
});
export const listImportFaults = endpoint({
  ...one,
  method: 'GET',
  path: '/imports/:id/faults',
  summary: 'Why rows are refused, by reason',
  reply: z.object({ data: z.array(FaultGroup) }),
});
