import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', create: 'all', edit: 'all', delete: 'all', export: 'all', transfer: 'all', import: 'all' } as const;
const manager = {
  create: 'all',
  edit: 'teamTree',
  delete: 'teamTree',
  export: 'teamTree',
  transfer: 'teamTree',
  import: 'teamTree',
} as const;
const own = { create: 'own', edit: 'own', delete: 'own', export: 'own', import: 'own' } as const;
const look = { view: 'all' } as const;
const reader = { view: 'all', export: 'all' } as const;

/** Accounts are seen by everybody; a seller's contacts stay within the team. */
export const policy: Policy = {
  account: {
    owner: full,
    admin: full,
    salesManager: { ...manager, view: 'all' },
    seller: { ...own, view: 'all' },
    delivery: look,
    support: look,
    analyst: reader,
  },
  contact: {
    owner: full,
    admin: full,
    salesManager: { ...manager, view: 'teamTree' },
    seller: { ...own, view: 'team' },
    delivery: look,
    support: look,
    analyst: reader,
  },
};
