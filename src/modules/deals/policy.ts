import type { ObjectRights, Policy } from '../../platform/rights.ts';

type Reach = 'own' | 'team' | 'teamTree' | 'all';
const work = (reach: Reach): ObjectRights => ({
  edit: reach,
  move: reach,
  win: reach,
  lose: reach,
  hold: reach,
  reopen: reach,
  complete: reach,
});
const full: ObjectRights = {
  view: 'all',
  create: 'all',
  ...work('all'),
  delete: 'all',
  export: 'all',
  transfer: 'all',
  import: 'all',
  waive: 'all',
};

/**
 * A seller works on the own deals and sees those of the team; a manager works on the team's and all below it, and may let
 * a criterion pass. Where there is no manager, the owner of the workspace does. Delivery and care follow every deal, and
 * move those of their team on.
 */
export const policy: Policy = {
  deal: {
    owner: full,
    admin: full,
    salesManager: {
      view: 'teamTree',
      create: 'teamTree',
      ...work('teamTree'),
      delete: 'teamTree',
      export: 'teamTree',
      transfer: 'teamTree',
      import: 'teamTree',
      waive: 'teamTree',
    },
    seller: { view: 'team', create: 'own', ...work('own'), delete: 'own', export: 'own', transfer: 'own', import: 'own' },
    delivery: { view: 'all', edit: 'team', move: 'team' },
    support: { view: 'all', edit: 'team', move: 'team', complete: 'team' },
    analyst: { view: 'all', export: 'all' },
  },
};
