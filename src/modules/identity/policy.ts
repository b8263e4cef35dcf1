import type { Policy } from '../../platform/rights.ts';

const manage = { view: 'all', create: 'all', edit: 'all' } as const;
const look = { view: 'all' } as const;

/** People and teams are seen by everybody, because owners and teams are picked everywhere; changed by owner and admin. */
export const policy: Policy = {
  workspace: {
    owner: manage,
    admin: { view: 'all', edit: 'all' },
    salesManager: look,
    seller: look,
    delivery: look,
    support: look,
    analyst: look,
  },
  // Looking as another shows what they see; rules beside `viewing` keep it from reaching further than one's own eyes.
  user: {
    owner: { ...manage, viewAs: 'all' },
    admin: { ...manage, viewAs: 'all' },
    salesManager: look,
    seller: look,
    delivery: look,
    support: look,
    analyst: look,
  },
  team: {
    owner: { ...manage, delete: 'all' },
    admin: { ...manage, delete: 'all' },
    salesManager: look,
    seller: look,
    delivery: look,
    support: look,
    analyst: look,
  },
  // What roles mean is known to everybody; who looks after them can give nothing that they do not have.
  role: {
    owner: { ...manage, delete: 'all' },
    admin: { ...manage, delete: 'all' },
    salesManager: look,
    seller: look,
    delivery: look,
    support: look,
    analyst: look,
  },
  invitation: {
    owner: { view: 'all', create: 'all', delete: 'all' },
    admin: { view: 'all', create: 'all', delete: 'all' },
  },
  // Whoever decides who says who somebody is could come in as anybody: the owner alone, and whom the owner trusts with it.
  singleSignOn: {
    owner: { view: 'all', edit: 'all' },
    admin: look,
  },
  // A key acts for the person it belongs to; `own` is one's own keys.
  apiKey: {
    owner: { view: 'all', create: 'own', delete: 'all' },
    admin: { view: 'all', create: 'own', delete: 'all' },
    salesManager: { view: 'own', create: 'own', delete: 'own' },
    seller: { view: 'own', create: 'own', delete: 'own' },
    delivery: { view: 'own', create: 'own', delete: 'own' },
    support: { view: 'own', create: 'own', delete: 'own' },
    analyst: { view: 'own', create: 'own', delete: 'own' },
  },
};
