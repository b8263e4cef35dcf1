import type { Policy } from '../../platform/rights.ts';

const design = { view: 'all', create: 'all', edit: 'all', publish: 'all' } as const;
const look = { view: 'all' } as const;

/** Everybody sees the process they work by; owner, admin and sales managers design it, owner and admin set how strictly it is kept. */
export const policy: Policy = {
  process: {
    owner: { ...design, setGateMode: 'all' },
    admin: { ...design, setGateMode: 'all' },
    salesManager: design,
    seller: look,
    delivery: look,
    support: look,
    analyst: look,
  },
};
