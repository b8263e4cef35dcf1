import { on } from '../../platform/route.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';
import * as taxContract from './taxes/contract.ts';
import * as taxes from './taxes/service.ts';

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
  on(taxContract.listTaxClasses, async ({ db, scope }) => ({ data: await taxes.listTaxClasses(db, scope) })),
  on(taxContract.createTaxClass, ({ db, scope, body }) => taxes.createTaxClass(db, scope, body)),
  on(taxContract.updateTaxClass, ({ db, scope, params, body }) => taxes.updateTaxClass(db, scope, params.id, body)),
  on(taxContract.removeTaxClass, async ({ db, scope, params }) => {
    await taxes.removeTaxClass(db, scope, params.id);
    return done;
  }),
];
