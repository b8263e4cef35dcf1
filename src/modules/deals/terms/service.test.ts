import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { getTermsPolicy, updateTermsPolicy } from '../../settings/terms/contract.ts';
import { deals } from '../contract.ts';
import { getDealTerms, setDealTerms } from './contract.ts';
import { findDealsWithTerms } from './service.ts';

const server = await testServer();
const { db } = server;

const terms = {
  paymentMethod: 'transfer' as const,
  payments: [{ id: 'r', part: { kind: 'rest' as const }, due: 'afterInvoice' as const, days: 90 }],
  delivery: { leadDays: 20 },
  warrantyMonths: 24,
};

describe('the terms of a deal', () => {
  it('begin with what the policy suggests, are held against it, and count a version', async () => {
    const { owner, scope } = await buildWorkspace(db);
    const api = server.as(owner);
    const before = await api.call(getTermsPolicy, {});
    await api.call(updateTermsPolicy, {
      body: {
        version: before.version,
        maxPaymentDays: 60,
        minDepositBp: 3000,
        maxWarrantyMonths: 12,
        paymentMethods: ['transfer'],
      },
    });
    const deal = await api.call(deals.create, { body: { title: 'Line 2', amountMinor: 1_000_000 } });
    const params = { id: deal.id };
    expect(await api.call(getDealTerms, { params })).toMatchObject({
      terms: null,
      version: null,
      standard: { paymentMethod: 'transfer', warrantyMonths: 12, payments: [{ part: { bp: 3000 } }, { days: 60 }] },
    });
    expect(await findDealsWithTerms(db, scope, [deal.id])).toEqual([]);
    const set = await api.call(setDealTerms, { params, body: { terms } });
    expect(set).toMatchObject({ version: 1, agreed: null, by: { id: owner.id }, currency: 'CNY', totalMinor: 1_000_000 });
    expect(set.departures).toEqual([
      { key: 'paymentDays', value: 90, limit: 60 },
      { key: 'deposit', value: 0, limit: 3000 },
      { key: 'warrantyMonths', value: 24, limit: 12 },
    ]);
    expect(await findDealsWithTerms(db, scope, [deal.id])).toEqual([deal.id]);
    const next = await api.call(setDealTerms, { params, body: { version: 1, terms: set.standard } });
    expect(next).toMatchObject({ version: 2, departures: [] });
    expect(await api.refused(setDealTerms, { params, body: { version: 1, terms } })).toMatchObject({
      status: 409,
      code: 'stale_version',
      current: { version: 2 },
    });
    expect(await api.refused(setDealTerms, { params, body: { terms } })).toMatchObject({ status: 409 });
  });

  it('refuses a payment on no day, and parts that are named twice', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { id } = await api.call(deals.create, { body: { title: 'Line 2' } });
    const payment = { id: 'r', part: { kind: 'rest' as const }, due: 'onDay' as const };
    const body = { terms: { payments: [payment, { ...payment, on: '2026-12-24' }] } };
    expect(await api.refused(setDealTerms, { params: { id }, body })).toMatchObject({
      status: 400,
      errors: [
        { pointer: '/body/terms/payments/1/id', code: 'duplicate' },
        { pointer: '/body/terms/payments/0/on', code: 'deals.payment_day_missing' },
      ],
    });
  });

  it('are seen by whoever sees the deal, and set by whoever may edit it', async () => {
    const workspace = await buildWorkspace(db);
    const team = await buildTeam(db, workspace, { name: 'East' });
    const seller = await buildUser(db, workspace, { team });
    const peer = await buildUser(db, workspace, { team });
    const stranger = await buildUser(db, workspace);
    const deal = await server.as(seller).call(deals.create, { body: { title: 'Line 2' } });
    const params = { id: deal.id };
    await server.as(seller).call(setDealTerms, { params, body: { terms } });
    expect((await server.as(peer).call(getDealTerms, { params })).terms).toMatchObject({ warrantyMonths: 24 });
    expect(await server.as(peer).refused(setDealTerms, { params, body: { version: 1, terms } })).toMatchObject({ status: 403 });
    for (const who of [stranger, (await buildWorkspace(db)).owner]) {
      expect(await server.as(who).refused(getDealTerms, { params })).toMatchObject({ status: 404 });
      expect(await server.as(who).refused(setDealTerms, { params, body: { version: 1, terms } })).toMatchObject({ status: 404 });
    }
  });
});

describe('updateTermsPolicy', () => {
  it('is for whoever manages the workspace, and answers what a colleague saved', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    expect(
      await api.call(updateTermsPolicy, { body: { version: 1, maxPaymentDays: 30, contractFromMinor: 5000_00 } }),
    ).toMatchObject({
      version: 2,
      contractFromMinor: 5000_00,
      maxPaymentDays: 30,
      minDepositBp: null,
    });
    expect(await api.refused(updateTermsPolicy, { body: { version: 1, maxPaymentDays: 60 } })).toMatchObject({
      status: 409,
      current: { maxPaymentDays: 30 },
    });
    expect(await api.refused(updateTermsPolicy, { body: { version: 2, contractFromMinor: -1 } })).toMatchObject({ status: 400 });
    const seller = server.as(await buildUser(db, workspace));
    expect(await seller.call(getTermsPolicy, {})).toMatchObject({ maxPaymentDays: 30 });
    expect(await seller.refused(updateTermsPolicy, { body: { version: 2, contractFromMinor: null } })).toMatchObject({
      status: 403,
    });
  });
});
