import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', create: 'all', edit: 'all', delete: 'all', export: 'all', transfer: 'all', import: 'all' } as const;
const manager = {
  view: 'teamTree',
  create: 'all',
  edit: 'teamTree',
  delete: 'teamTree',
  export: 'teamTree',
  transfer: 'teamTree',
  import: 'teamTree',
} as const;

/** Converting, giving up and taking up again are edits. Delivery and support have nothing to do with leads. */
export const policy: Policy = {
  lead: {
    owner: full,
    admin: full,
    salesManager: manager,
    seller: { view: 'team', create: 'own', edit: 'own', delete: 'own', export: 'own', import: 'own' },
    analyst: { view: 'all', export: 'all' },
  },
};
