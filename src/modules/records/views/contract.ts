import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant, Version } from '../../../platform/endpoint.ts';

/** Who sees a view: the members of a team and of the teams below it, its maker alone, everybody. */
export const audiences = ['team', 'private', 'public'] as const;
export const Audience = z.enum(audiences);
export type Audience = z.infer<typeof Audience>;

export const layouts = ['list', 'board'] as const;
export const Layout = z.enum(layouts);
export type Layout = z.infer<typeof Layout>;

/** The width of a column in pixels. */
const Width = z.int().min(60).max(1200);
export const ViewColumn = z.strictObject({ key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.]{0,79}$/), width: Width.optional() });
export type ViewColumn = z.infer<typeof ViewColumn>;

/** What a view shows and how. `filter` is JSON in the grammar of lists, `sort` as lists take it. */
const look = {
  name: z.string().trim().min(1).max(80),
  audience: Audience,
  /** The team of a view for a team; one's own unless given. */
  teamId: Id.nullable(),
  filter: z.string().max(64_000).nullable(),
  sort: z.string().max(200),
  /** Columns in their order, with a width where it is not the usual one; none means the list's own. */
  columns: z.array(ViewColumn).max(80),
  /** Of a board: the process shown, and the order of its cards. */
  processId: Id.nullable(),
  cardOrder: z.string().max(40).nullable(),
};

/** A condition, an order or a column that the view names and the reader's list does not have (any more). */
export const LostPart = z.object({ part: z.enum(['filter', 'sort', 'columns']), field: z.string(), label: z.string() });
export type LostPart = z.infer<typeof LostPart>;

export const SavedView = z.object({
  id: Id,
  object: z.string(),
  layout: Layout,
  ...look,
  name: z.string(),
  owner: z.object({ id: Id, name: z.string() }),
  team: z.object({ id: Id, name: z.string() }).nullable(),
  columns: z.array(z.object({ key: z.string(), width: z.int().optional() })),
  /** What was left out of filter, sort and columns, because the field is gone or not the reader's to see. */
  lost: z.array(LostPart),
  mayEdit: z.boolean(),
  mayDelete: z.boolean(),
  updatedAt: Instant,
  version: Version,
});
export type SavedView = z.infer<typeof SavedView>;

export const NewView = z.strictObject({
  object: z.string().min(1).max(40),
  layout: Layout.default('list'),
  name: look.name,
  audience: Audience.default('private'),
  teamId: look.teamId.optional(),
  filter: look.filter.optional(),
  sort: look.sort.default(''),
  columns: look.columns.default([]),
  processId: look.processId.optional(),
  cardOrder: look.cardOrder.optional(),
});
export type NewView = z.infer<typeof NewView>;

export const ViewChanges = z.strictObject({
  version: Version,
  name: look.name.optional(),
  audience: Audience.optional(),
  teamId: look.teamId.optional(),
  filter: look.filter.optional(),
  sort: look.sort.optional(),
  columns: look.columns.optional(),
  processId: look.processId.optional(),
  cardOrder: look.cardOrder.optional(),
});
export type ViewChanges = z.infer<typeof ViewChanges>;

/** The view a person opens a list with: one that is kept, by its id, or one of the product's own, by its key. */
export const DefaultView = z.strictObject({
  object: z.string().min(1).max(40),
  layout: Layout,
  view: z
    .string()
    .regex(/^([a-z][a-zA-Z0-9]{0,39}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
    .nullable(),
});
export type DefaultView = z.infer<typeof DefaultView>;

const tag = 'saved-views';
const one = '/saved-views/:id';
const errors = ['records.view_not_shareable', 'records.unknown_object', 'records.unknown_process'];

export const listViews = endpoint({
  method: 'GET',
  path: '/saved-views',
  tag,
  summary: 'The views of a list that one may use, and the one it opens with',
  query: z.strictObject({ object: z.string().min(1).max(40) }),
  reply: z.object({ data: z.array(SavedView), defaults: z.array(DefaultView) }),
  errors: ['records.unknown_object'],
});
export const getView = endpoint({
  method: 'GET',
  path: one,
  tag,
  summary: 'Read a view',
  params: IdParams,
  reply: SavedView,
});
export const createView = endpoint({
  method: 'POST',
  path: '/saved-views',
  tag,
  summary: 'Keep a view of a list or board',
  body: NewView,
  reply: SavedView,
  example: {
    object: 'deal',
    name: 'Large deals',
    audience: 'private',
    filter: '{"field":"amountMinor","op":"gte","value":10000000}',
    sort: '-amountMinor',
    columns: [{ key: 'title', width: 320 }, { key: 'amountMinor' }],
  },
  errors: [...errors, 'records.too_many_views'],
});
export const updateView = endpoint({
  method: 'PATCH',
  path: one,
  tag,
  summary: 'Rename a view, share it, or change what it shows',
  params: IdParams,
  body: ViewChanges,
  reply: SavedView,
  errors: ['stale_version', ...errors],
});
export const removeView = endpoint({
  method: 'DELETE',
  path: one,
  tag,
  summary: 'Delete a view; for 30 days it can be taken back',
  params: IdParams,
  reply: Done,
});
export const restoreView = endpoint({
  method: 'POST',
  path: `${one}/restore`,
  tag,
  summary: 'Take a deleted view back',
  params: IdParams,
  reply: SavedView,
  status: 200,
});
export const setDefaultView = endpoint({
  method: 'PUT',
  path: '/default-views',
  tag,
  summary: 'Choose the view that a list opens with for oneself; null is the list as it is',
  body: DefaultView,
  reply: DefaultView,
});
