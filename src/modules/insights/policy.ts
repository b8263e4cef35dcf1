import type { Policy } from '../../platform/rights.ts';

/** How far a role's figures reach, never beyond the deals it may view; and who sets targets. */
export const policy: Policy = {
  insights: {
    owner: { view: 'all', target: 'all' },
    admin: { view: 'all', target: 'all' },
    salesManager: { view: 'teamTree' },
    seller: { view: 'own' },
    delivery: { view: 'none' },
    support: { view: 'none' },
    analyst: { view: 'all' },
  },
};
