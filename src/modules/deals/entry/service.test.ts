import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { createRule, listSubjects } from '../../approvals/chains/contract.ts';
import * as approvals from '../../approvals/contract.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { deals } from '../contract.ts';
import { moveDeal } from '../moves/contract.ts';
import { winDeal } from '../outcomes/contract.ts';
import { entryValues } from './rules.ts';

const server = await testServer();
const { db } = server;

interface Condition {
  field: string;
  op: 'eq' | 'gt' | 'lt' | 'isTrue';
  value?: number | string;
}

const intoStage = (stage: string): Condition => ({ field: 'stage', op: 'eq', value: stage });

async function place(...conditions: Condition[]) {
  const workspace = await buildWorkspace(db, { currency: 'CNY' });
  const team = await buildTeam(db, workspace, { name: 'East' });
  const boss = await buildUser(db, workspace, { role: 'salesManager', team, name: 'Nina' });
  const seller = await buildUser(db, workspace, { team, name: 'Sam' });
  const owner = server.as(workspace.owner);
  if (conditions.length > 0)
    await owner.call(createRule, {
      body: {
        subject: 'stageEntry',
        name: 'Into the quote',
        conditions,
        steps: [{ order: 1, mode: 'any', approvers: [{ kind: 'manager', level: 1 }], escalateAfterHours: 8 }],
        selfApproval: 'superior',
        isActive: true,
      },
    });
  const stages = (await loadStarts(db, workspace.owner.scope))[0]?.stages ?? [];
  const id = (index: number) => stages[index]?.id ?? '';
  const key = (index: number) => stages[index]?.key ?? '';
  const as = server.as(seller);
  const deal = await as.call(deals.create, { body: { title: 'Line 2', amountMinor: 1000_00, currency: 'CNY' } });
  const params = { id: deal.id };
  const version = async () => (await as.call(deals.get, { params })).version;
  const body = async (index: number, more: object = {}) => ({ version: await version(), toStageId: id(index), ...more });
  const move = async (index: number, more: object = {}) => as.call(moveDeal, { params, body: await body(index, more) });
  const refused = async (index: number) => as.refused(moveDeal, { params, body: await body(index) });
  const asked = (index: number) => ({ subject: 'stageEntry', subjectId: deal.id, input: { toStageId: id(index) } });
  const ask = (index: number) => as.call(approvals.submitApproval, { body: asked(index) });
  const decide = (who: TestUser, requestId: string, verdict: 'approved' | 'rejected' = 'approved') =>
    server.as(who).call(approvals.decideApproval, { params: { id: requestId }, body: { verdict, comment: 'Seen' } });
  return { workspace, boss, seller, owner, as, id, key, params, version, move, refused, asked, ask, decide };
}

describe('entryValues', () => {
  const entry = { stage: 'quote', amountMinor: 5, marginBp: 1200, unmet: 2, isWaived: true, isSkipping: false };
  test.each([
    [
      'says what rules look at',
      {},
      { stage: 'quote', amountMinor: 5, marginBp: 1200, unmetCount: 2, isWaived: true, isSkipping: false },
    ],
    ['waives nothing where nothing is missing', { unmet: 0 }, { unmetCount: 0, isWaived: false }],
    ['knows no amount', { amountMinor: null }, { amountMinor: null }],
  ])('%s', (_name, more, is) => {
    expect(entryValues({ ...entry, ...more })).toMatchObject(is);
  });
});

describe('entering a stage', () => {
  test('asks nobody where no rule fires, and nobody on the way back', async () => {
    const free = await place();
    expect((await free.move(2)).deal.phase).toBe(3);
    const { key } = free;
    const other = await place(intoStage(key(0)));
    await other.move(1);
    expect((await other.move(0, { reason: 'Wrong contact' })).deal.phase).toBe(1);
  });

  test('waits for whom a rule names; the approval lets the deal in, and its seller moves it', async () => {
    const { key } = await place();
    const { boss, move, refused, ask, decide, params, as, id } = await place(intoStage(key(2)));
    await move(1);
    const first = await refused(2);
    expect(first).toMatchObject({
      status: 409,
      code: 'deals.entry_needs_approval',
      toStageId: id(2),
      approval: { state: 'needed', requestId: null },
    });
    expect(first.detail).toContain('Quote');
    const request = await ask(2);
    expect(request).toMatchObject({
      state: 'waiting',
      title: 'Line 2 into Quote',
      amountMinor: 1000_00,
      record: { kind: 'deal', id: params.id },
      steps: [{ ruleName: 'Into the quote', seats: [{ holders: [{ user: { id: boss.id } }] }] }],
    });
    expect(request.values.find((one) => one.key === 'stage')).toMatchObject({ value: 'Quote', isDecisive: true });
    expect(request.facts[0]).toEqual({ label: 'Stage now', text: 'Needs' });
    expect(await refused(2)).toMatchObject({ approval: { state: 'waiting', requestId: request.id } });
    await decide(boss, request.id, 'rejected');
    expect(await refused(2)).toMatchObject({ approval: { state: 'needed', last: 'rejected' } });
    await decide(boss, (await ask(2)).id);
    expect((await as.call(deals.get, { params })).phase).toBe(2);
    expect((await move(2)).deal.phase).toBe(3);
  });

  test('is asked anew for another stage, and once the amount is greater', async () => {
    const { boss, move, refused, ask, decide, as, params, version } = await place({
      field: 'amountMinor',
      op: 'gt',
      value: 500_00,
    });
    await decide(boss, (await ask(1)).id);
    expect(await refused(2)).toMatchObject({ code: 'deals.entry_needs_approval' });
    await as.call(deals.update, { params, body: { version: await version(), amountMinor: 2000_00 } });
    expect(await refused(1)).toMatchObject({ code: 'deals.entry_needs_approval' });
    await as.call(deals.update, { params, body: { version: await version(), amountMinor: 900_00 } });
    expect((await move(1)).deal.phase).toBe(2);
    await as.call(deals.update, { params, body: { version: await version(), amountMinor: 400_00 } });
    expect((await move(3)).deal.phase).toBe(4);
  });

  test('looks at what is missing and at stages that are skipped', async () => {
    const missing = await place({ field: 'unmetCount', op: 'gt', value: 2 });
    expect(await missing.refused(1)).toMatchObject({ code: 'deals.entry_needs_approval' });
    const skipping = await place({ field: 'isSkipping', op: 'isTrue' });
    expect(await skipping.refused(2)).toMatchObject({ code: 'deals.entry_needs_approval' });
    expect((await skipping.move(1)).deal.phase).toBe(2);
  });

  test('by winning the deal is entering the stage of signing', async () => {
    const { key } = await place();
    const { boss, as, params, ask, decide, version } = await place(intoStage(key(3)));
    const win = async () => ({
      params,
      body: { version: await version(), proof: { kind: 'purchaseOrder' as const, note: 'PO 4711' } },
    });
    expect(await as.refused(winDeal, await win())).toMatchObject({ status: 409, code: 'deals.entry_needs_approval' });
    await decide(boss, (await ask(3)).id);
    expect((await as.call(winDeal, await win())).deal).toMatchObject({ status: 'won', phase: 4 });
  });

  test('is asked by whoever may move the deal, for a stage ahead of it, in this workspace', async () => {
    const { workspace, owner, asked, as, move, key } = await place();
    const { data } = await owner.call(listSubjects, {});
    const fields = data.find((one) => one.key === 'stageEntry')?.fields ?? [];
    expect(fields.map((one) => one.key)).toEqual(['stage', 'amountMinor', 'marginBp', 'unmetCount', 'isWaived', 'isSkipping']);
    expect(fields[0]?.choices).toContainEqual({ value: key(2), label: 'Quote' });
    const analyst = server.as(await buildUser(db, workspace, { role: 'analyst' }));
    expect(await analyst.refused(approvals.submitApproval, { body: asked(2) })).toMatchObject({ status: 403 });
    const other = server.as((await buildWorkspace(db)).owner);
    expect(await other.refused(approvals.submitApproval, { body: asked(2) })).toMatchObject({ status: 404 });
    await move(1);
    expect(await as.refused(approvals.submitApproval, { body: asked(0) })).toMatchObject({ code: 'deals.same_stage' });
    const nowhere = { body: { ...asked(2), input: { toStageId: workspace.owner.id } } };
    expect((await as.refused(approvals.submitApproval, nowhere)).errors).toMatchObject([{ code: 'deals.unknown_stage' }]);
  });
});
