import type { Policy } from '../../platform/rights.ts';

const everything = { view: 'all', create: 'all', edit: 'all', delete: 'all' } as const;
const teams = { view: 'all', create: 'teamTree', edit: 'teamTree', delete: 'teamTree' } as const;
const own = { view: 'all', create: 'team', edit: 'own', delete: 'own' } as const;

/**
 * Saved views. The level of `create` is how far a view may be shared: with nobody (own), the own team, the teams below it,
 * everybody (all). Those of `edit` and `delete` reach the views one made and the shared ones of these teams; nobody sees another's
 * private view.
 */
export const policy: Policy = {
  savedView: {
    owner: everything,
    admin: everything,
    salesManager: teams,
    seller: own,
    delivery: own,
    support: own,
    analyst: own,
  },
};
