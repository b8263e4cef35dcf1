import { on } from '../../platform/route.ts';
import { sendBytes } from '../../platform/send-bytes.ts';
import * as branding from './branding/contract.ts';
import * as brands from './branding/service.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';
import * as termsContract from './terms/contract.ts';
import * as terms from './terms/service.ts';
import * as taxContract from './taxes/contract.ts';
import * as taxes from './taxes/service.ts';

const done = { ok: true } as const;

export const routes = [
  on(contract.listExchangeRates, ({ db, scope, query }) => service.listExchangeRates(db, scope, query)),
  on(contract.listLatestRates, async ({ db, scope }) => ({ data: await service.listLatestRates(db, scope) })),
  on(contract.setExchangeRate, ({ db, scope, body }) => service.setExchangeRate(db, scope, body)),
  on(contract.removeExchangeRate, async ({ db, scope, params }) => {
    await service.removeExchangeRate(db, scope, params.currency, params.validFrom);
    return done;
  }),
  on(contract.getCalendar, ({ db, scope }) => service.getCalendar(db, scope)),
  on(contract.updateCalendar, ({ db, scope, body }) => service.updateCalendar(db, scope, body)),
  on(taxContract.listTaxClasses, async ({ db, scope }) => ({ data: await taxes.listTaxClasses(db, scope) })),
  on(taxContract.createTaxClass, ({ db, scope, body }) => taxes.createTaxClass(db, scope, body)),
  on(taxContract.updateTaxClass, ({ db, scope, params, body }) => taxes.updateTaxClass(db, scope, params.id, body)),
  on(taxContract.removeTaxClass, async ({ db, scope, params }) => {
    await taxes.removeTaxClass(db, scope, params.id);
    return done;
  }),
  on(termsContract.getTermsPolicy, ({ db, scope }) => terms.getTermsPolicy(db, scope)),
  on(termsContract.updateTermsPolicy, ({ db, scope, body }) => terms.updateTermsPolicy(db, scope, body)),
  on(branding.getBranding, ({ db, scope }) => brands.getBranding(db, scope)),
  on(branding.updateBranding, ({ db, scope, body }) => brands.updateBranding(db, scope, body)),
  on(branding.setBrandingImage, ({ db, scope, params, request }) => brands.setBrandingImage(db, scope, params.kind, request.raw)),
  on(branding.removeBrandingImage, ({ db, scope, params }) => brands.removeBrandingImage(db, scope, params.kind)),
  on(branding.getBrandingImage, async ({ db, scope, params, reply }) =>
    sendBytes(reply, 'image/png', await brands.getBrandingImage(db, scope, params.kind)),
  ),
  on(branding.previewLetterhead, async ({ db, scope, body, reply }) =>
    body.format === 'svg'
      ? sendBytes(reply, 'image/svg+xml; charset=utf-8', await brands.previewLetterhead(db, scope, body))
      : sendBytes(reply, 'application/pdf', await brands.previewLetterhead(db, scope, body), 'letterhead.pdf'),
  ),
];
