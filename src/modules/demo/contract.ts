import { z } from 'zod';
import { endpoint, Id } from '../../platform/endpoint.ts';

const tag = 'demo';

/** What there is of the sample company, by kind. */
export const DemoCounts = z.object({
  deals: z.int(),
  accounts: z.int(),
  contacts: z.int(),
  leads: z.int(),
  products: z.int(),
  competitors: z.int(),
  quotes: z.int(),
  orders: z.int(),
  materials: z.int(),
  priceBooks: z.int(),
  promotions: z.int(),
  approvalRules: z.int(),
  people: z.int(),
  teams: z.int(),
});
export type DemoCounts = z.infer<typeof DemoCounts>;

export const Demo = z.object({ isLoaded: z.boolean(), counts: DemoCounts });
export type Demo = z.infer<typeof Demo>;

/** Something of the sample company that stays, because something real points to it. */
export const Kept = z.object({ id: Id, kind: z.string(), title: z.string() });
export type Kept = z.infer<typeof Kept>;

export const getDemo = endpoint({
  method: 'GET',
  path: '/demo',
  tag,
  summary: 'Whether the sample company is in the workspace, and how much of it',
  reply: Demo,
});

export const loadDemo = endpoint({
  method: 'POST',
  path: '/demo',
  tag,
  summary: 'Load a sample company with a year of deals, told from today; one action removes it again',
  reply: Demo,
  status: 200,
  errors: ['demo.already_loaded'],
});

export const removeDemo = endpoint({
  method: 'DELETE',
  path: '/demo',
  tag,
  summary: 'Remove the sample company. What is real stays, and so does what it points to',
  reply: z.object({ removed: z.int(), kept: z.array(Kept) }),
  errors: ['demo.not_loaded'],
});
