import { describe, expect, it } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { deals } from '../deals/contract.ts';
import { moveDeal, listHistory } from '../deals/moves/contract.ts';
import { getBoard } from '../deals/board/contract.ts';
import { getGuide } from '../deals/guide/contract.ts';
import { getVersion, listProcesses, type ProcessVersion, setGateMode, type StageInput, updateProcess } from './contract.ts';
import { createProcess } from './creation/contract.ts';
import { createDraft, diffDraft, discardDraft, publishDraft, retireVersion, updateDraft } from './designer/contract.ts';

const server = await testServer();
const { db } = server;

const processesOf = async (user: TestUser) => {
  const { data } = await server.as(user).call(listProcesses, {});
  const [standard, quick] = data;
  if (!standard || !quick) throw new Error('no processes');
  return { standard, quick };
};
const contentOf = (version: ProcessVersion): StageInput[] =>
  version.stages.map(({ id: _i, position: _p, ...stage }) => ({
    ...stage,
    criteria: stage.criteria.map(({ id: _c, position: _q, ...rest }) => rest),
    tasks: stage.tasks.map(({ id: _t, position: _r, ...rest }) => rest),
  }));

describe('a new workspace', () => {
  it('has both processes in full, in every language, advising', async () => {
    const { owner } = await buildWorkspace(db);
    const { standard, quick } = await processesOf(owner);
    expect(
      [standard, quick].map(({ names, isDefault, gateMode, proposal, draft }) => ({
        names,
        isDefault,
        gateMode,
        proposal,
        draft,
      })),
    ).toEqual([
      {
        names: { en: 'Standard', 'zh-Hans': '标准流程', 'zh-Hant': '標準流程' },
        isDefault: true,
        gateMode: 'advise',
        proposal: null,
        draft: null,
      },
      {
        names: { en: 'Quick order', 'zh-Hans': '快单', 'zh-Hant': '快單' },
        isDefault: false,
        gateMode: 'advise',
        proposal: null,
        draft: null,
      },
    ]);
    const version = await server.as(owner).call(getVersion, { params: { id: standard.published?.id ?? '' } });
    expect(
      version.stages.map(({ key, phase, targetDays, probabilityBp, probabilityWonBp, secondTarget, role, criteria, tasks }) => [
        key,
        phase,
        targetDays,
        probabilityBp,
        probabilityWonBp,
        secondTarget,
        role,
        criteria.filter(({ level }) => level === 'required').length,
        criteria.length,
        tasks.length,
      ]),
    ).toEqual([
      ['contact', 1, 10, 1000, null, null, 'seller', 3, 5, 3],
      ['needs', 2, 14, 2500, null, null, 'seller', 3, 5, 3],
      ['quote', 3, 12, 5000, null, null, 'seller', 3, 5, 3],
      ['sign', 4, 10, 8000, 10_000, 'promisedOn', 'seller', 2, 5, 3],
      ['care', 5, 30, 10_000, 10_000, null, 'support', 3, 5, 3],
    ]);
    const texts = version.stages.flatMap(({ names, guidance, customerExpectation, criteria, tasks }) => [
      names,
      guidance,
      customerExpectation,
      ...criteria.map((one) => one.names),
      ...tasks.map((one) => one.names),
    ]);
    for (const text of texts)
      for (const language of ['en', 'zh-Hans', 'zh-Hant'] as const) expect(text?.[language]).toMatch(/^(?!process:).+/);
    expect(quick.published?.stages.map(({ key, targetDays, probabilityBp }) => [key, targetDays, probabilityBp])).toEqual([
      ['quote', 5, 5000],
      ['sign', 3, 9000],
      ['care', 30, 10_000],
    ]);
  });

  it('is proposed to require after fourteen days, until somebody decides', async () => {
    const { owner } = await buildWorkspace(db);
    const since = new Date(Date.now() - 15 * 86_400_000).toISOString();
    await db.updateTable('processes').set({ gateModeSince: since }).where('workspaceId', '=', owner.workspaceId).execute();
    const { standard } = await processesOf(owner);
    expect(standard.proposal).toEqual({ gateMode: 'require', adviseDays: 15 });
    const set = await server
      .as(owner)
      .call(setGateMode, { params: { id: standard.id }, body: { version: standard.version, gateMode: 'require' } });
    expect(set).toMatchObject({ gateMode: 'require', proposal: null, version: standard.version + 1 });
    expect(
      await server
        .as(owner)
        .refused(setGateMode, { params: { id: standard.id }, body: { version: standard.version, gateMode: 'off' } }),
    ).toMatchObject({ status: 409, code: 'stale_version' });
  });
});

describe('a draft', () => {
  it('is a copy of the published version, one at a time, written whole, with Traditional texts made', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { standard } = await processesOf(owner);
    const drafts = await Promise.all([1, 2].map(() => api.post(`/api/v1/processes/${standard.id}/draft`)));
    expect(drafts.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const draft: ProcessVersion = drafts.find(({ status }) => status === 201)?.json;
    expect(draft).toMatchObject({ number: 2, state: 'draft' });
    const [first, ...rest] = contentOf(draft);
    if (!first) throw new Error('empty');
    const changed = [
      {
        ...first,
        targetDays: 7,
        names: { en: 'First talk', 'zh-Hans': '首次沟通' },
        guidance: { ...first.guidance, 'zh-Hans': '简体' },
      },
      ...rest.slice(1),
    ];
    const written = await api.call(updateDraft, { params: { id: draft.id }, body: { version: draft.version, stages: changed } });
    expect(written.stages[0]).toMatchObject({
      id: draft.stages[0]?.id,
      targetDays: 7,
      names: { 'zh-Hant': '首次溝通' },
      guidance: { 'zh-Hant': '簡體' },
    });
    expect(written.stages.map(({ key }) => key)).toEqual(['contact', 'quote', 'sign', 'care']);
    expect(
      await api.refused(updateDraft, { params: { id: draft.id }, body: { version: draft.version, stages: changed } }),
    ).toMatchObject({ status: 409, code: 'stale_version', current: { version: written.version } });
    const { changes, against } = await api.call(diffDraft, { params: { id: draft.id } });
    expect(against).toBe(standard.published?.id);
    expect(changes.find(({ what, key }) => what === 'stage' && key === 'contact')).toMatchObject({
      change: 'changed',
      fields: ['names', 'guidance', 'targetDays'],
    });
    expect(changes.filter(({ change, what }) => change === 'removed' && what === 'stage').map(({ key }) => key)).toEqual([
      'needs',
    ]);
    await api.call(discardDraft, { params: { id: draft.id } });
    expect((await processesOf(owner)).standard.draft).toBeNull();
    expect((await api.refused(discardDraft, { params: { id: standard.published?.id ?? '' } })).code).toBe('process.not_a_draft');
  });

  it('refuses a fourth required criterion by name, repeated keys and phases out of order, and keeps the draft as it was', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { standard } = await processesOf(owner);
    const draft = await api.call(createDraft, { params: { id: standard.id } });
    const stages = contentOf(draft);
    const write = (content: StageInput[]) =>
      api.refused(updateDraft, { params: { id: draft.id }, body: { version: draft.version, stages: content } });
    const strict = stages.map((stage) => ({
      ...stage,
      criteria: stage.criteria.map((one) => ({ ...one, level: 'required' as const })),
    }));
    const problem = await write(strict);
    expect(problem).toMatchObject({ status: 422, code: 'process.too_many_required' });
    expect(problem.detail).toBe('Stage “Contact” has 5 required criteria. At most 3 may guard a stage: make the rest advised.');
    expect((await write([...stages, ...stages.slice(-1)])).code).toBe('process.duplicate_key');
    expect((await write(stages.toReversed())).code).toBe('process.phase_order');
    expect(
      (
        await api.raw('PUT', `/api/v1/process-versions/${draft.id}`, {
          version: 1,
          stages: [{ ...stages[0], criteria: [{ key: 'x', kind: 'field', level: 'advised', spec: {}, names: { en: 'x' } }] }],
        })
      ).status,
    ).toBe(400);
    expect(await api.call(getVersion, { params: { id: draft.id } })).toEqual(draft);
  });
});

describe('publishDraft', () => {
  it('leaves deals on their version unless a mapping moves them, counts them first, and shows them on the board either way', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { standard } = await processesOf(owner);
    const [stays, moves] = [
      await api.call(deals.create, { body: { title: 'Stays', amountMinor: 1000 } }),
      await api.call(deals.create, { body: { title: 'Moves', amountMinor: 1000 } }),
    ];
    const needs = standard.published?.stages[1]?.id ?? '';
    await api.call(moveDeal, { params: { id: moves.id }, body: { version: 1, toStageId: needs } });
    const draft = await api.call(createDraft, { params: { id: standard.id } });
    const stages = contentOf(draft).map((stage) => (stage.key === 'needs' ? { ...stage, probabilityBp: 4000 } : stage));
    const written = await api.call(updateDraft, { params: { id: draft.id }, body: { version: draft.version, stages } });
    const { openDeals } = await api.call(diffDraft, { params: { id: draft.id } });
    const target = written.stages[1]?.id ?? '';
    expect(openDeals).toMatchObject(
      expect.arrayContaining([
        { stageId: needs, versionNumber: 1, stageKey: 'needs', count: 1, toStageId: target, names: expect.anything() },
      ]),
    );
    const wrong = { version: written.version, mapping: [{ fromStageId: target, toStageId: needs }] };
    expect((await api.refused(publishDraft, { params: { id: draft.id }, body: wrong })).code).toBe('process.bad_mapping');
    const body = { version: written.version, mapping: [{ fromStageId: needs, toStageId: target }] };
    const replies = await Promise.all([1, 2].map(() => api.post(`/api/v1/process-versions/${draft.id}/publish`, body)));
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 200)?.json).toMatchObject({
      movedDeals: 1,
      process: { published: { number: 2 }, draft: null, versions: [{ state: 'published' }, { state: 'retired' }] },
    });
    expect(await api.call(deals.get, { params: { id: moves.id } })).toMatchObject({
      stage: { id: target },
      processVersion: { title: 'Standard v2' },
      weightedMinor: 400,
      version: 3,
    });
    expect(await api.call(deals.get, { params: { id: stays.id } })).toMatchObject({
      processVersion: { title: 'Standard v1' },
      version: 1,
    });
    const board = await api.call(getBoard, {});
    expect([board.otherVersions, ...board.columns.map(({ count }) => count)]).toEqual([1, 1, 1, 0, 0, 0]);
    expect((await api.call(listHistory, { params: { id: moves.id } })).data.at(-1)).toMatchObject({
      kind: 'version',
      to: { id: target },
    });
    expect((await api.call(getGuide, { params: { id: moves.id } })).stages[0]).toMatchObject({ state: 'done' });
    const fresh = await api.call(deals.create, { body: { title: 'New' } });
    expect(fresh.processVersion?.title).toBe('Standard v2');
  });
});

describe('createProcess', () => {
  it('makes one from nothing or as a copy, which is worked by once published and thrown away with its only draft', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { standard } = await processesOf(owner);
    const blank = await api.call(createProcess, { body: { names: { en: 'Tender', 'zh-Hans': '招标流程' } } });
    expect(blank).toMatchObject({
      key: 'tender',
      names: { en: 'Tender', 'zh-Hans': '招标流程', 'zh-Hant': '招標流程' },
      isDefault: false,
      gateMode: 'advise',
      published: null,
      draft: { number: 1, stages: [{ phase: 1 }, { phase: 4 }] },
    });
    const copy = await api.call(createProcess, { body: { names: { en: 'Tender' }, copyOf: standard.id } });
    expect(copy.key).toBe('tender2');
    const [original, copied] = [
      await api.call(getVersion, { params: { id: standard.published?.id ?? '' } }),
      await api.call(getVersion, { params: { id: copy.draft?.id ?? '' } }),
    ];
    expect(contentOf(copied)).toEqual(contentOf(original));
    expect(await api.refused(deals.create, { body: { title: 'Too early', processId: blank.id } })).toMatchObject({
      code: 'invalid_input',
    });
    const publish = { params: { id: blank.draft?.id ?? '' }, body: { version: blank.draft?.version ?? 0 } };
    await api.call(publishDraft, publish);
    const deal = await api.call(deals.create, { body: { title: 'Tender 1', processId: blank.id } });
    expect(deal.processVersion?.title).toBe('Tender v1');
    await api.call(discardDraft, { params: { id: copy.draft?.id ?? '' } });
    const { data } = await api.call(listProcesses, {});
    expect(data.map(({ key }) => key)).toEqual(['standard', 'quickOrder', 'tender']);
    const stranger = server.as((await buildWorkspace(db)).owner);
    expect((await stranger.refused(createProcess, { body: { names: { en: 'X' }, copyOf: standard.id } })).status).toBe(400);
  });
});

describe('rights to the process', () => {
  it('let everybody look, managers design, and owner and admin alone set the gates', async () => {
    const workspace = await buildWorkspace(db);
    const { standard } = await processesOf(workspace.owner);
    const [manager, seller, analyst] = [
      await buildUser(db, workspace, { role: 'salesManager' }),
      await buildUser(db, workspace),
      await buildUser(db, workspace, { role: 'analyst' }),
    ];
    const draft = await server.as(manager).call(createDraft, { params: { id: standard.id } });
    for (const user of [seller, analyst]) {
      expect((await server.as(user).call(listProcesses, {})).data).toHaveLength(2);
      const body = { version: draft.version, stages: contentOf(draft) };
      const calls = [
        server.as(user).refused(createDraft, { params: { id: standard.id } }),
        server.as(user).refused(createProcess, { body: { names: { en: 'Mine' } } }),
        server.as(user).refused(updateDraft, { params: { id: draft.id }, body }),
        server.as(user).refused(diffDraft, { params: { id: draft.id } }),
        server.as(user).refused(discardDraft, { params: { id: draft.id } }),
        server.as(user).refused(publishDraft, { params: { id: draft.id }, body: { version: draft.version } }),
        server.as(user).refused(updateProcess, { params: { id: standard.id }, body: { version: 1, isDefault: true } }),
        server.as(user).refused(retireVersion, { params: { id: draft.id }, body: { version: 1 } }),
      ];
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403, 403]);
    }
    for (const user of [manager, seller])
      expect(
        (await server.as(user).refused(setGateMode, { params: { id: standard.id }, body: { version: 1, gateMode: 'off' } }))
          .status,
      ).toBe(403);
    const stranger = (await buildWorkspace(db)).owner;
    expect((await server.as(stranger).refused(getVersion, { params: { id: draft.id } })).status).toBe(404);
    expect(
      (await server.as(stranger).refused(setGateMode, { params: { id: standard.id }, body: { version: 1, gateMode: 'off' } }))
        .status,
    ).toBe(404);
    expect((await server.as(stranger).refused(publishDraft, { params: { id: draft.id }, body: { version: 1 } })).status).toBe(
      404,
    );
  });

  it('renames, makes another process the default, and retires only what is not', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { standard, quick } = await processesOf(owner);
    const retire = { params: { id: standard.published?.id ?? '' }, body: { version: standard.published?.version ?? 0 } };
    expect((await api.refused(retireVersion, retire)).code).toBe('process.default_needed');
    const renamed = await api.call(updateProcess, {
      params: { id: quick.id },
      body: { version: quick.version, isDefault: true, names: { en: 'RFQ', 'zh-Hans': '询价单' } },
    });
    expect(renamed).toMatchObject({ isDefault: true, names: { 'zh-Hant': '詢價單' } });
    expect((await api.call(deals.create, { body: { title: 'RFQ' } })).phase).toBe(3);
    expect(await api.call(retireVersion, retire)).toMatchObject({ published: null, isDefault: false });
  });
});
