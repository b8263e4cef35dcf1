import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', create: 'all', edit: 'all', delete: 'all', export: 'all', transfer: 'all', import: 'all' } as const;
const keeper = {
  view: 'all',
  create: 'all',
  edit: 'all',
  delete: 'teamTree',
  export: 'all',
  transfer: 'teamTree',
  import: 'all',
} as const;
const look = { view: 'all' } as const;
const reader = { view: 'all', export: 'all' } as const;
const set = { view: 'all', edit: 'all' } as const;
const note = { create: 'all' } as const;

/**
 * Everybody sees what we sell and whom we meet; owner, admin and sales managers keep both, and what it costs whom. Books name
 * customers: who only sells gets their prices, not the books. Whoever sells notes what competitors ask.
 */
export const policy: Policy = {
  product: { owner: full, admin: full, salesManager: keeper, seller: look, delivery: look, support: look, analyst: reader },
  competitor: { owner: full, admin: full, salesManager: keeper, seller: look, delivery: look, support: look, analyst: reader },
  priceBook: { owner: set, admin: set, salesManager: set, analyst: look },
  competitorPrice: { owner: note, admin: note, salesManager: note, seller: note },
};
