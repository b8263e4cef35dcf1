import { z } from 'zod';
import { Done, type Endpoint, endpoint, Id, IdParams, pageOf } from '../../../platform/endpoint.ts';
import { createSchema, type Fields, recordSchema, updateSchema } from '../../../platform/fields.ts';
import { BulkResult } from '../bulk/contract.ts';

/** Query of every list: the filter grammar, sort, page and (for exports and slim lists) the fields wanted. */
export const ListQuery = z.strictObject({
  filter: z
    .string()
    .max(64_000)
    .meta({
      description:
        'JSON: `and`, `or`, `not` and conditions of `field`, `op` and `value`; fields of the workspace are `custom.<key>`.',
      examples: [
        '{"and":[{"field":"owner","op":"eq","value":{"me":true}},{"field":"createdAt","op":"gte","value":{"rel":"today","offset":-30,"unit":"day"}}]}',
      ],
    })
    .optional(),
  sort: z
    .string()
    .max(200)
    .meta({
      description: 'Up to three fields, a minus for descending; the newest change first unless given.',
      examples: ['-updatedAt'],
    })
    .optional(),
  /** Free text over the search entry: names, phones, pinyin. */
  q: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  /** `true` lists what is in the bin instead. */
  deleted: z.enum(['true', 'false']).optional(),
});
export type ListQuery = z.infer<typeof ListQuery>;

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const ExportQuery = ListQuery.omit({ limit: true, cursor: true }).extend({
  format: z.enum(exportFormats).default('csv'),
  /** Keys of fields, and `id`, `owner`, `team`, `createdAt`, `updatedAt`, in the order wanted; all of them unless given. */
  columns: z.string().max(8000).optional(),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

const ExportBody = ExportQuery.pick({ format: true, columns: true }).extend({ ids: z.array(Id).min(1).max(10_000) });
const exported = {
  reply: z.string(),
  mode: 'stream',
  produces: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
} as const;

export const CountQuery = ListQuery.pick({ filter: true, q: true, deleted: true });
export const Count = z.object({ count: z.int(), capped: z.boolean() });

/** What a bulk change acts on: named records, or everything a filter finds. */
const Selection = z.union([
  z.strictObject({ ids: z.array(Id).min(1).max(10_000) }),
  z.strictObject({ filter: z.string().max(64_000) }),
]);

function countEndpoints(plural: string) {
  return {
    count: endpoint({
      method: 'GET',
      path: `/${plural}/count`,
      tag: plural,
      summary: `Count ${plural}`,
      query: CountQuery,
      reply: Count,
    }),
    export: endpoint({
      method: 'GET',
      path: `/${plural}/export`,
      tag: plural,
      summary: `Export ${plural} as CSV, or as a workbook of Excel`,
      query: ExportQuery,
      ...exported,
    }),
    exportChosen: endpoint({
      method: 'POST',
      path: `/${plural}/export`,
      tag: plural,
      summary: `Export some ${plural}, in the order of their ids`,
      body: ExportBody,
      status: 200,
      isOpenToViewers: true,
      ...exported,
    }),
  };
}

function bulkEndpoints(plural: string) {
  const Changes = z.record(z.string(), z.unknown());
  // Leaves out the records that cannot take the values, instead of changing nothing.
  const skipInvalid = z.boolean().default(false);
  return {
    bulkUpdate: endpoint({
      method: 'POST',
      path: `/${plural}/bulk-update`,
      tag: plural,
      summary: `Edit many ${plural} alike`,
      body: z.strictObject({ select: Selection, changes: Changes, skipInvalid }),
      reply: BulkResult,
      status: 200,
      errors: ['records.rows_invalid', 'records.too_many'],
    }),
    bulkRemove: endpoint({
      method: 'POST',
      path: `/${plural}/bulk-remove`,
      tag: plural,
      summary: `Move many ${plural} to the bin`,
      body: z.strictObject({ select: Selection }),
      reply: BulkResult,
      status: 200,
    }),
    bulkRestore: endpoint({
      method: 'POST',
      path: `/${plural}/bulk-restore`,
      tag: plural,
      summary: `Take many ${plural} back from the bin`,
      body: z.strictObject({ select: Selection }),
      reply: BulkResult,
      status: 200,
    }),
  };
}

/** The endpoints that every entity has, made from its fields. */
export function entityEndpoints<const P extends string, F extends Fields>(plural: P, fields: F) {
  const Record = recordSchema(fields);
  const Create = createSchema(fields);
  const Update = updateSchema(fields);
  const one = `/${plural}/:id`;
  return {
    Record,
    Create,
    Update,
    list: endpoint({
      method: 'GET',
      path: `/${plural}`,
      tag: plural,
      summary: `List ${plural}`,
      query: ListQuery,
      reply: pageOf(Record),
    }),
    ...countEndpoints(plural),
    get: endpoint({ method: 'GET', path: one, tag: plural, summary: `Read one of ${plural}`, params: IdParams, reply: Record }),
    create: endpoint({
      method: 'POST',
      path: `/${plural}`,
      tag: plural,
      summary: `Create one of ${plural}`,
      body: Create,
      reply: Record,
    }),
    update: endpoint({
      method: 'PATCH',
      path: one,
      tag: plural,
      summary: `Edit one of ${plural}`,
      params: IdParams,
      body: Update,
      reply: Record,
      errors: ['stale_version'],
    }),
    remove: endpoint({
      method: 'DELETE',
      path: one,
      tag: plural,
      summary: `Move one of ${plural} to the bin`,
      params: IdParams,
      reply: Done,
    }),
    restore: endpoint({
      method: 'POST',
      path: `${one}/restore`,
      tag: plural,
      summary: `Take one of ${plural} back from the bin`,
      params: IdParams,
      reply: Record,
      status: 200,
    }),
    ...bulkEndpoints(plural),
  };
}
type Named = ReturnType<typeof entityEndpoints<string, Fields>>;
type Shaped = 'list' | 'get' | 'create' | 'update' | 'restore';
/** The endpoints of an entity whose fields the code at hand does not know: what depends on them is any schema. */
export type EntityEndpoints = Omit<Named, Shaped | 'Record' | 'Create' | 'Update'> &
  Record<Shaped, Endpoint> &
  Record<'Record' | 'Create' | 'Update', z.ZodObject>;
export type Selection = z.infer<typeof Selection>;
