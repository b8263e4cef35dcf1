import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { createRule } from '../../approvals/chains/contract.ts';
import { decideApproval, getApproval, submitApproval } from '../../approvals/contract.ts';
import { deals } from '../../deals/contract.ts';
import { moveDeal } from '../../deals/moves/contract.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote, setPrimaryQuote } from '../deciding/contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { findDealMargin } from './service.ts';

const server = await testServer();
const { db } = server;

/** A deal with a quote of 100.00 at this cost, which is written by whoever knows costs. */
async function offer(user: TestUser, cost: string | null, pricer = user) {
  const api = server.as(user);
  const deal = await api.call(deals.create, { body: { title: 'Press line', amountMinor: 90_00 } });
  const { id } = await api.call(quotes.create, { body: { dealId: deal.id, isEmpty: true } });
  const quote = { id };
  const write = async (unitCost: string | null) => {
    const { revision } = await server.as(pricer).call(getQuoteDocument, { params: quote });
    const line = QuoteLine.parse({ id: 'a', kind: 'item', name: 'Press', unitPrice: '100' });
    const costs = unitCost === null ? {} : { costs: { a: unitCost } };
    const body = { version: revision.version, content: { ...revision.content, lines: [line] }, ...costs };
    return (await server.as(pricer).call(saveQuoteDocument, { params: quote, body })).revision.version;
  };
  const version = await write(cost);
  const send = () => api.call(sendQuote, { params: quote, body: { version, setsDealAmount: false } });
  return { api, params: { id: deal.id }, quote, write, send };
}

test('the margin of a deal is that of the quote which sets its amount, as a draft and as accepted', async () => {
  const { owner } = await buildWorkspace(db);
  const { api, params, quote, send } = await offer(owner, '80');
  const margin = () => findDealMargin(db, owner.scope, params.id);
  expect(await margin()).toBeNull();
  await api.call(setPrimaryQuote, { params: quote, body: {} });
  expect(await margin()).toBe(2000);
  await send();
  await api.call(quotes.remove, { params: quote });
  expect(await margin()).toBeNull();
  await api.call(quotes.restore, { params: quote });
  await api.call(acceptQuote, { params: quote, body: { revision: 1, by: 'Ms Li' } });
  expect(await margin()).toBe(2000);
  const stranger = (await buildWorkspace(db)).owner;
  expect(await findDealMargin(db, stranger.scope, params.id)).toBeNull();
  const unknown = await offer(owner, null);
  await api.call(setPrimaryQuote, { params: unknown.quote, body: {} });
  expect(await findDealMargin(db, owner.scope, unknown.params.id)).toBeNull();
});

test('a rule lets a deal into a stage by its margin: asked anew once it falls, and hidden from whoever may not see costs', async () => {
  const workspace = await buildWorkspace(db);
  const team = await buildTeam(db, workspace, { name: 'East' });
  const boss = await buildUser(db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(db, workspace, { team, name: 'Sam' });
  await server.as(workspace.owner).call(createRule, {
    body: {
      subject: 'stageEntry',
      name: 'Thin margin',
      conditions: [{ field: 'marginBp', op: 'lt', value: 1500 }],
      steps: [{ order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 8 }],
      selfApproval: 'superior',
      isActive: true,
    },
  });
  const toStageId = (await loadStarts(db, workspace.owner.scope))[0]?.stages[1]?.id ?? '';
  const { api, params, quote, write } = await offer(seller, '80', workspace.owner);
  await api.call(setPrimaryQuote, { params: quote, body: {} });
  const into = async () => {
    const { version } = await api.call(deals.get, { params });
    return { params, body: { version, toStageId } };
  };
  const refusal = { code: 'deals.entry_needs_approval' };
  await write('90');
  expect(await api.refused(moveDeal, await into())).toMatchObject(refusal);
  const ask = () => api.call(submitApproval, { body: { subject: 'stageEntry', subjectId: params.id, input: { toStageId } } });
  const { id, values } = await ask();
  const marginIn = (shown: readonly { key: string; value?: unknown }[]): unknown =>
    shown.find(({ key }) => key === 'marginBp')?.value ?? null;
  const shownTo = async (user: TestUser) => (await server.as(user).call(getApproval, { params: { id } })).values;
  expect(marginIn(await shownTo(boss))).toBe(1000);
  for (const shown of [values, await shownTo(await buildUser(db, workspace, { role: 'support' }))]) {
    expect(marginIn(shown)).toBeNull();
    expect(shown.find(({ key }) => key === 'amountMinor')).toMatchObject({ value: 100_00 });
  }
  await server.as(boss).call(decideApproval, { params: { id }, body: { verdict: 'approved' } });
  await write('95');
  expect(await api.refused(moveDeal, await into())).toMatchObject(refusal);
  await write('85');
  expect((await api.call(moveDeal, await into())).deal.phase).toBe(2);
});
