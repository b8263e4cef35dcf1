import { describe, expect, it } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { createOrder } from '../../orders/contract.ts';
import type { Claims } from '../duplicates/service.ts';
import { entityOf, type Input } from '../entities/rules.ts';
import { planRecords } from '../plans/service.ts';
import { tryAll, tryCreates } from './service.ts';

const server = await testServer();

describe('tryAll', () => {
  it('finds all refused rows of a batch in as many attempts as there are rules, however many they are', async () => {
    const { scope } = await buildWorkspace(server.db);
    const inputs = Array.from({ length: 400 }, (_, index) => ({ name: `A${index}`, creditCode: index % 2 ? 'wrong' : null }));
    let attempts = 0;
    const refusals = await tryAll(server.db, inputs, async (tx, some) => {
      attempts += 1;
      await planRecords(tx, scope, entityOf('account'), some, { linksAreKnown: true });
    });
    expect(refusals.size).toBe(200);
    expect(attempts).toBe(2);
  });
});

describe('tryCreates', () => {
  it('gives no number away, and refuses no batch for the number of another that has none either', async () => {
    const { owner, scope } = await buildWorkspace(server.db);
    const { id } = await server.as(owner).call(accounts.create, { body: { name: 'A' } });
    const claims: Claims = new Map();
    const unnumbered = [{ accountId: id }, { accountId: id }];
    const attempt = (inputs: readonly Input[]) => tryCreates(server.db, scope, entityOf('order'), inputs, claims);
    expect(await attempt([...unnumbered, { accountId: id, number: 'A-1' }])).toEqual(new Map());
    expect(await attempt(unnumbered)).toEqual(new Map());
    expect([...(await attempt([{ accountId: id, number: 'A-1' }])).keys()]).toEqual([0]);
    const first = await server.as(owner).call(createOrder, { body: { accountId: id, lines: [] } });
    expect(first.number).toMatch(/-0001$/);
  });
});

describe('a request that is refused for many values', () => {
  it('is answered with the first of them', async () => {
    const { owner } = await buildWorkspace(server.db);
    const custom = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x${index}`, 1]));
    const problem = await server.as(owner).refused(accounts.create, { body: { name: 'A', custom } });
    expect(problem).toMatchObject({ status: 400, code: 'invalid_input' });
    expect(problem.errors).toHaveLength(50);
  });
});
