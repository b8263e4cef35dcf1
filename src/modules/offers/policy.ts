import type { ObjectRights, Policy } from '../../platform/rights.ts';

type Reach = 'own' | 'teamTree' | 'all';
const work = (reach: Reach): ObjectRights => ({
  create: reach,
  edit: reach,
  send: reach,
  decide: reach,
  delete: reach,
  export: reach,
  transfer: reach,
});

/**
 * Quotes are worked on by whoever works on their deals. What they cost us (`seeCost`) is for those who price, as far as they may
 * see costs in the catalogue; delivery and care read what was agreed, without it.
 */
export const policy: Policy = {
  quote: {
    owner: { view: 'all', ...work('all'), seeCost: 'all' },
    admin: { view: 'all', ...work('all'), seeCost: 'all' },
    salesManager: { view: 'teamTree', ...work('teamTree'), seeCost: 'teamTree' },
    seller: { view: 'team', ...work('own'), seeCost: 'own' },
    delivery: { view: 'all' },
    support: { view: 'all' },
    analyst: { view: 'all', export: 'all', seeCost: 'all' },
  },
};
