import { on } from '../../platform/route.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';

const done = { ok: true } as const;

export const routes = [
  on(contract.listExchangeRates, async ({ db, scope }) => ({ data: await service.listExchangeRates(db, scope) })),
  on(contract.setExchangeRate, ({ db, scope, body }) => service.setExchangeRate(db, scope, body)),
  on(contract.removeExchangeRate, async ({ db, scope, params }) => {
    await service.removeExchangeRate(db, scope, params.currency, params.validFrom);
    return done;
  }),
  on(contract.getCalendar, ({ db, scope }) => service.getCalendar(db, scope)),
  on(contract.updateCalendar, ({ db, scope, body }) => service.updateCalendar(db, scope, body)),
  on(contract.getBranding, ({ db, scope }) => service.getBranding(db, scope)),
  on(contract.updateBranding, ({ db, scope, body }) => service.updateBranding(db, scope, body)),
];
