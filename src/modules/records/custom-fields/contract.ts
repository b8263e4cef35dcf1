import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant, LocalizedText, Version } from '../../../platform/endpoint.ts';

export const customKinds = ['text', 'longText', 'integer', 'decimal', 'date', 'bool', 'choice', 'url', 'email'] as const;
/** Kinds whose values can tell records apart. */
export const uniqueKinds = ['text', 'integer', 'email', 'url'] as const;

const Name = LocalizedText.refine((labels) => Object.values(labels).some((text) => text?.trim()), {
  params: { code: 'required' },
});
const Choice = z.strictObject({
  value: z.string().regex(/^[a-z0-9_]{1,40}$/),
  labels: Name,
  /** Records keep it, nobody chooses it any more. */
  isRetired: z.boolean().optional(),
});
const Choices = z
  .array(Choice)
  .max(200)
  .refine((choices) => new Set(choices.map(({ value }) => value)).size === choices.length, { params: { code: 'duplicate' } });

/** A field that a workspace adds to an object; its values live in the record's `custom`. */
export const CustomField = z.object({
  id: Id,
  object: z.string(),
  key: z.string(),
  kind: z.enum(customKinds),
  labels: LocalizedText,
  choices: z.array(z.object({ value: z.string(), labels: LocalizedText, isRetired: z.boolean().optional() })),
  isRequired: z.boolean(),
  /** No two records that are not in the bin share a value. */
  isUnique: z.boolean(),
  position: z.int(),
  /** When it was taken out of use; its values are still there. */
  archivedAt: Instant.nullable(),
  version: Version,
});
export type CustomField = z.infer<typeof CustomField>;

export const NewCustomField = z.strictObject({
  object: z.string().min(1).max(40),
  key: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/),
  kind: z.enum(customKinds),
  labels: Name,
  choices: Choices.default([]),
  isRequired: z.boolean().default(false),
  isUnique: z.boolean().default(false),
  position: z.int().min(0).max(1000).default(0),
});
export type NewCustomField = z.infer<typeof NewCustomField>;

/** What may change; the kind and the key stay, because values are read by them. */
export const CustomFieldChanges = z.strictObject({
  version: Version,
  labels: Name.optional(),
  /** All of them, in their order. One that records have can be retired, not left out. */
  choices: Choices.optional(),
  isRequired: z.boolean().optional(),
  isUnique: z.boolean().optional(),
  position: z.int().min(0).max(1000).optional(),
});
export type CustomFieldChanges = z.infer<typeof CustomFieldChanges>;

const tag = 'custom-fields';
const one = '/custom-fields/:id';

export const listCustomFields = endpoint({
  method: 'GET',
  path: '/custom-fields',
  tag,
  summary: 'Fields the workspace added to an object: those in use, or those taken out of use',
  query: z.strictObject({ object: z.string().max(40).optional(), archived: z.enum(['true', 'false']).optional() }),
  reply: z.object({ data: z.array(CustomField) }),
});
export const createCustomField = endpoint({
  method: 'POST',
  path: '/custom-fields',
  tag,
  summary: 'Add a field to an object',
  body: NewCustomField,
  reply: CustomField,
  errors: ['records.field_exists', 'records.unknown_object', 'records.too_many_fields', 'records.not_unique_kind'],
});
export const updateCustomField = endpoint({
  method: 'PATCH',
  path: one,
  tag,
  summary: 'Rename a field, change its choices, or whether it is required or unique',
  params: IdParams,
  body: CustomFieldChanges,
  reply: CustomField,
  errors: ['stale_version', 'records.choice_in_use', 'records.values_repeat', 'records.not_unique_kind'],
});
export const archiveCustomField = endpoint({
  method: 'DELETE',
  path: one,
  tag,
  summary: 'Take a field out of use; its values stay',
  params: IdParams,
  reply: Done,
});
export const restoreCustomField = endpoint({
  method: 'POST',
  path: `${one}/restore`,
  tag,
  summary: 'Take a field into use again, with the values it had',
  params: IdParams,
  reply: CustomField,
  status: 200,
  errors: ['records.values_repeat'],
});
export const purgeCustomField = endpoint({
  method: 'POST',
  path: `${one}/purge`,
  tag,
  summary: 'Delete a field that is out of use, and its values in every record, for good (by a job)',
  params: IdParams,
  reply: Done,
  status: 200,
  errors: ['records.field_in_use'],
});
