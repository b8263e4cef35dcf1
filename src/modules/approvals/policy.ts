import type { Policy } from '../../platform/rights.ts';

const take = { view: 'all', create: 'all' } as const;
const full = { view: 'all', create: 'all', edit: 'all', delete: 'all' } as const;
const look = { view: 'all' } as const;

/**
 * Everybody may ask and be asked; which requests somebody sees follows from their part in them and from the record. Rules are the
 * owner's and the admins'; managers read them. An absence is a person's own, and told to whoever looks after people.
 */
export const policy: Policy = {
  approval: {
    owner: { ...take, reassign: 'all' },
    admin: { ...take, reassign: 'all' },
    salesManager: take,
    seller: take,
    delivery: take,
    support: take,
    analyst: take,
  },
  approvalRule: { owner: full, admin: full, salesManager: look },
  absence: { owner: look, admin: look },
};
