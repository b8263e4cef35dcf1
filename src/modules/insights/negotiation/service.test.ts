import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { addConcession, getLedger, removeConcession } from '../../deals/concessions/contract.ts';
import { deals } from '../../deals/contract.ts';
import { setExchangeRate } from '../../settings/contract.ts';
import { getNegotiation } from './contract.ts';

const server = await testServer();
const period = { from: '2026-01-01', to: '2026-03-31' };
const figures = (user: TestUser) => server.as(user).call(getNegotiation, { query: period });

/** Gives on a deal, each in the deal's currency. */
async function give(user: TestUser, deal: object, gives: readonly object[]) {
  const api = server.as(user);
  const { id } = await api.call(deals.create, { body: { title: 'Line', ...deal } });
  const params = { id };
  for (const one of gives)
    await api.call(addConcession, {
      params,
      body: { side: 'give', kind: 'discount', text: 'Less', saidOn: '2026-02-10', ...one },
    });
  return params;
}

test('gives of a period add up by who gave and by whom they went to, in one currency, as far as deals are seen', async () => {
  const workspace = await buildWorkspace(server.db);
  const { owner } = workspace;
  const api = server.as(owner);
  await api.call(setExchangeRate, { body: { currency: 'USD', validFrom: '2020-01-01', rate: '7' } });
  const team = await buildTeam(server.db, workspace, { name: 'East' });
  const ann = await buildUser(server.db, workspace, { team, name: 'Ann' });
  const bob = await buildUser(server.db, workspace, { team, name: 'Bob' });
  const { id: steel } = await api.call(accounts.create, { body: { name: 'Steel' } });
  const { id: glass } = await api.call(accounts.create, { body: { name: 'Glass' } });
  await give(ann, { accountId: steel }, [
    { valueMinor: 300_00, marginMinor: 100_00 },
    { valueMinor: 200_00, marginMinor: 50_00, gotText: 'Paid in advance', gotMinor: 80_00 },
  ]);
  await give(ann, { accountId: glass, currency: 'USD' }, [{ valueMinor: 100_00, gotText: 'A reference' }]);
  const theirs = await give(bob, { accountId: steel }, [{ valueMinor: 40_00 }, { valueMinor: 5_000_00 }]);
  // What was taken back, asked for, or said in another period does not count.
  const [, last] = (await server.as(bob).call(getLedger, { params: theirs })).data;
  await server.as(bob).call(removeConcession, { params: { ...theirs, partId: last?.id ?? '' }, query: { version: 1 } });
  const more = { side: 'ask', kind: 'discount', text: 'More off', valueMinor: 900_00, saidOn: '2026-02-11' } as const;
  await server.as(bob).call(addConcession, { params: theirs, body: more });
  await give(bob, { accountId: steel }, [{ valueMinor: 70_00, saidOn: '2025-12-31' }]);

  const all = await figures(owner);
  expect(all.currency).toBe('CNY');
  expect(all.bySeller).toEqual([
    {
      id: ann.id,
      name: 'Ann',
      deals: 2,
      gives: 3,
      unreturned: 1,
      givenMinor: 1_200_00,
      marginMinor: expect.any(Number),
      gotMinor: 80_00,
      netMinor: -1_120_00,
    },
    expect.objectContaining({ id: bob.id, deals: 1, gives: 1, unreturned: 1, givenMinor: 40_00, gotMinor: 0, netMinor: -40_00 }),
  ]);
  expect(all.byAccount).toMatchObject([
    { id: glass, name: 'Glass', deals: 1, gives: 1, unreturned: 0, givenMinor: 700_00 },
    { id: steel, name: 'Steel', deals: 2, gives: 3, unreturned: 2, givenMinor: 540_00, gotMinor: 80_00 },
  ]);
  expect((await figures(ann)).bySeller).toMatchObject([{ id: ann.id, gives: 3 }]);
  const stranger = await buildWorkspace(server.db);
  expect(await figures(stranger.owner)).toMatchObject({ bySeller: [], byAccount: [] });
});
