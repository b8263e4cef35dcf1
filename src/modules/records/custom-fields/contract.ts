import { z } from 'zod';
import { Done, endpoint, Id, IdParams, LocalizedText } from '../../../platform/endpoint.ts';

export const customKinds = ['text', 'longText', 'integer', 'decimal', 'date', 'bool', 'choice', 'url', 'email'] as const;

const Choice = z.strictObject({ value: z.string().regex(/^[a-z0-9_]{1,40}$/), labels: LocalizedText });

/** A field that a workspace adds to an object; its values live in the record's `custom`. */
export const CustomField = z.object({
  id: Id,
  object: z.string(),
  key: z.string(),
  kind: z.enum(customKinds),
  labels: LocalizedText,
  choices: z.array(Choice),
  isRequired: z.boolean(),
  position: z.int(),
});
export type CustomField = z.infer<typeof CustomField>;

export const NewCustomField = z.strictObject({
  object: z.string().min(1).max(40),
  key: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/),
  kind: z.enum(customKinds),
  labels: LocalizedText,
  choices: z.array(Choice).max(200).default([]),
  isRequired: z.boolean().default(false),
  position: z.int().min(0).max(1000).default(0),
});
export type NewCustomField = z.infer<typeof NewCustomField>;

export const listCustomFields = endpoint({
  method: 'GET',
  path: '/custom-fields',
  tag: 'custom-fields',
  summary: 'Fields the workspace added to an object',
  query: z.strictObject({ object: z.string().optional() }),
  reply: z.object({ data: z.array(CustomField) }),
});
export const createCustomField = endpoint({
  method: 'POST',
  path: '/custom-fields',
  tag: 'custom-fields',
  summary: 'Add a field to an object',
  body: NewCustomField,
  reply: CustomField,
  errors: ['records.field_exists', 'records.unknown_object'],
});
export const archiveCustomField = endpoint({
  method: 'DELETE',
  path: '/custom-fields/:id',
  tag: 'custom-fields',
  summary: 'Take a field out of use; its values stay',
  params: IdParams,
  reply: Done,
});
