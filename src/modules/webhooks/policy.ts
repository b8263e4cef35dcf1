import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', create: 'all', edit: 'all', delete: 'all' } as const;

/** A webhook carries what happens out of the house: only owner and admin open one, and only they read what was sent. */
export const policy: Policy = { webhook: { owner: full, admin: full } };
