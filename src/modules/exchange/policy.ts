import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', create: 'all', undo: 'all' } as const;

/** Who may bring files in; what the rows make is asked of each kind's own rights. */
export const policy: Policy = {
  import: {
    owner: full,
    admin: full,
    salesManager: { view: 'own', create: 'own', undo: 'own' },
    seller: { view: 'own', create: 'own', undo: 'own' },
    delivery: { view: 'none' },
    support: { view: 'none' },
    analyst: { view: 'none' },
  },
};
