import type { Policy } from '../../platform/rights.ts';

const look = { view: 'all' } as const;
const manage = { view: 'all', edit: 'all' } as const;

/** Rates and working hours stand behind figures and dates everywhere: seen by all, changed by owner and admin. */
export const policy: Policy = {
  settings: {
    owner: manage,
    admin: manage,
    salesManager: look,
    seller: look,
    delivery: look,
    support: look,
    analyst: look,
  },
};
