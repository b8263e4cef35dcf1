import type { ObjectRights, Policy } from '../../platform/rights.ts';

type Reach = 'own' | 'teamTree' | 'all';
const work = (reach: Reach): ObjectRights => ({
  create: reach,
  edit: reach,
  delete: reach,
  export: reach,
  transfer: reach,
  import: reach,
});

/** Orders are kept by whoever sells; delivery and care see them all, and those of their team they change. */
export const policy: Policy = {
  order: {
    owner: { view: 'all', ...work('all') },
    admin: { view: 'all', ...work('all') },
    salesManager: { view: 'teamTree', ...work('teamTree') },
    seller: { view: 'team', ...work('own') },
    delivery: { view: 'all', edit: 'team' },
    support: { view: 'all', edit: 'team' },
    analyst: { view: 'all', export: 'all' },
  },
};
