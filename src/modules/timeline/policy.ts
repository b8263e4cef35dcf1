import type { Policy } from '../../platform/rights.ts';

const full = { view: 'all', create: 'all', edit: 'all', delete: 'all' } as const;
const manager = { view: 'teamTree', create: 'all', edit: 'teamTree', delete: 'teamTree' } as const;
const own = { view: 'team', create: 'all', edit: 'own', delete: 'own' } as const;

/**
 * What stands on a record is seen by whoever sees the record. These rights are about people: whose tasks may be listed
 * (`view`), and whose activities and files may be changed (`edit`, `delete`; one's own are those one wrote or has to do).
 */
export const policy: Policy = {
  activity: {
    owner: full,
    admin: full,
    salesManager: manager,
    seller: own,
    delivery: own,
    support: own,
    analyst: { view: 'all' },
  },
  file: { owner: full, admin: full, salesManager: manager, seller: own, delivery: own, support: own, analyst: { view: 'all' } },
};
