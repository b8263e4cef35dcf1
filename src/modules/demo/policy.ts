import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', load: 'all', remove: 'all' } as const;

/** Whoever sets the workspace up may look at it filled. */
export const policy: Policy = { demo: { owner: full, admin: full } };
