import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', create: 'all', edit: 'all', delete: 'all', export: 'all', transfer: 'all', import: 'all' } as const;
const keeper = { ...full, delete: 'teamTree', transfer: 'teamTree' } as const;
const own = { view: 'all', create: 'own', edit: 'own', delete: 'own' } as const;
const look = { view: 'all' } as const;

/** Everybody reads what helps to sell; whoever sells adds what worked, and keeps that. */
export const policy: Policy = {
  material: {
    owner: full,
    admin: full,
    salesManager: keeper,
    seller: own,
    delivery: look,
    support: look,
    analyst: { view: 'all', export: 'all' },
  },
};
