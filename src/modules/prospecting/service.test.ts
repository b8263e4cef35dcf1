import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../test/build.ts';
import { testServer } from '../../../test/http.ts';
import { accounts, contacts } from '../customers/contract.ts';
import { deals } from '../deals/contract.ts';
import { getGuide } from '../deals/guide/contract.ts';
import { completeActivity, createActivity, listTimeline } from '../timeline/contract.ts';
import { listTasks } from '../timeline/tasks/contract.ts';
import {
  convertLead,
  disqualifyLead,
  getProspectingSettings,
  type Lead,
  leads,
  reopenLead,
  updateProspectingSettings,
} from './contract.ts';
import { noteFirstContacts } from './service.ts';

const server = await testServer();
const workspace = await buildWorkspace(server.db);
const owner = server.as(workspace.owner);
const east = await buildTeam(server.db, workspace);
const west = await buildTeam(server.db, workspace);
const ann = await buildUser(server.db, workspace, { team: east });
const amy = await buildUser(server.db, workspace, { team: east });
const bob = await buildUser(server.db, workspace, { team: west });
const hers = server.as(ann);

const newLead = (name: string, extra: object = {}) =>
  hers.call(leads.create, { body: { name, company: `${name} Ltd`, phones: [{ value: '13800138000' }], ...extra } });
const id = (lead: Lead) => ({ params: { id: lead.id } });

async function eventIds(): Promise<string[]> {
  const rows = await server.db
    .selectFrom('events')
    .select('id')
    .where('workspaceId', '=', workspace.id)
    .where('kind', '=', 'activity.completed')
    .execute();
  return rows.map((row) => row.id);
}

describe('leads', () => {
  it('start new, received today, and cannot be written past their use cases', async () => {
    const lead = await newLead('Fresh');
    expect(lead).toMatchObject({ status: 'new', firstContactAt: null, owner: { id: ann.id } });
    expect(lead.receivedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await hers.post('/api/v1/leads', { name: 'X', status: 'converted' })).status).toBe(400);
    expect((await hers.raw('PATCH', `/api/v1/leads/${lead.id}`, { version: 1, status: 'converted' })).status).toBe(400);
  });

  it("are the team's to see and the owner's to change", async () => {
    const lead = await newLead('Team');
    expect((await server.as(amy).get(`/api/v1/leads/${lead.id}`)).status).toBe(200);
    expect((await server.as(amy).refused(disqualifyLead, { ...id(lead), body: { reason: 'x' } })).status).toBe(403);
    expect((await server.as(bob).refused(disqualifyLead, { ...id(lead), body: { reason: 'x' } })).status).toBe(404);
    expect((await server.as(bob).refused(convertLead, { ...id(lead), body: { dealTitle: 'x' } })).status).toBe(404);
    expect((await server.as(amy).refused(convertLead, { ...id(lead), body: { dealTitle: 'x' } })).status).toBe(403);
    const care = server.as(await buildUser(server.db, workspace, { role: 'support' }));
    expect((await care.get('/api/v1/leads')).status).toBe(403);
  });

  it('know their first contact after the activity was done', async () => {
    const lead = await newLead('Called');
    const doneAt = '2026-11-02T02:00:00.000Z';
    await hers.call(createActivity, {
      body: { recordId: lead.id, kind: 'note', subject: 'Not a contact', doneAt: '2026-11-01T02:00:00.000Z' },
    });
    await hers.call(createActivity, { body: { recordId: lead.id, kind: 'call', subject: 'First', doneAt } });
    await noteFirstContacts(server.db, workspace.scope, await eventIds());
    await noteFirstContacts(server.db, workspace.scope, await eventIds());
    expect(await hers.call(leads.get, id(lead))).toMatchObject({ status: 'contacted', firstContactAt: doneAt, version: 1 });
    const kinds = (await hers.call(listTimeline, id(lead))).data.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'lead.contacted')).toHaveLength(1);
  });
});

describe('leads who do not want to be contacted', () => {
  it('are not approached, and what they said goes with them when they become a contact', async () => {
    const lead = await newLead('Leave me', { doNotContact: true });
    const call = { recordId: lead.id, kind: 'call' as const, subject: 'Hello' };
    expect(await hers.refused(createActivity, { body: call })).toMatchObject({ status: 422, code: 'customers.do_not_contact' });
    expect((await hers.call(createActivity, { body: { ...call, direction: 'in', isTwoWay: true } })).isTwoWay).toBe(true);
    const made = await hers.call(convertLead, { ...id(lead), body: { dealTitle: 'They called' } });
    expect(await hers.call(contacts.get, { params: { id: made.contactId } })).toMatchObject({ doNotContact: true });
    // The deal's main contact is meant where nobody is named.
    expect((await hers.refused(createActivity, { body: { ...call, recordId: made.dealId } })).code).toBe(
      'customers.do_not_contact',
    );
  });

  it('are not approached either when the call was planned before they said so', async () => {
    const lead = await newLead('Changed my mind');
    const planned = await hers.call(createActivity, {
      body: { recordId: lead.id, kind: 'call', subject: 'Soon', dueAt: '2030-01-01T00:00:00.000Z' },
    });
    const refused = await hers.call(leads.update, { ...id(lead), body: { version: 1, consent: 'refused', doNotContact: true } });
    expect(refused.consentOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await hers.refused(completeActivity, { params: { id: planned.id }, body: {} })).code).toBe(
      'customers.do_not_contact',
    );
  });
});

describe('convertLead', () => {
  it('makes account, contact and deal at once; the deal opens on the day of the first contact', async () => {
    const lead = await newLead('王敏', { company: '远景智造', industry: '制造', source: '展会', note: '二期检测' });
    await hers.call(createActivity, {
      body: { recordId: lead.id, kind: 'call', subject: '首次通话', isTwoWay: true, doneAt: '2026-10-31T17:30:00.000Z' },
    });
    await hers.call(createActivity, {
      body: { recordId: lead.id, kind: 'task', subject: '发案例', dueAt: '2030-01-01T00:00:00.000Z' },
    });
    const made = await hers.call(convertLead, {
      ...id(lead),
      body: { dealTitle: '产线视觉检测', amountMinor: 1_286_000_00, currency: 'CNY' },
    });
    expect(made.lead).toMatchObject({
      status: 'converted',
      account: { id: made.accountId, title: '远景智造' },
      deal: { id: made.dealId },
    });
    expect(await hers.call(accounts.get, { params: { id: made.accountId } })).toMatchObject({
      name: '远景智造',
      industry: '制造',
      source: '展会',
      owner: { id: ann.id },
    });
    expect(await hers.call(contacts.get, { params: { id: made.contactId } })).toMatchObject({
      name: '王敏',
      account: { id: made.accountId },
      phones: [{ value: '13800138000' }],
    });
    // 17:30 UTC is the next day in Shanghai.
    expect(await hers.call(deals.get, { params: { id: made.dealId } })).toMatchObject({
      openedOn: '2026-11-01',
      firstContactOn: '2026-11-01',
      phase: 1,
      status: 'open',
      amountMinor: 128_600_000,
      interest: '二期检测',
      primaryContact: { id: made.contactId },
    });
    const onDeal = (await hers.call(listTimeline, { params: { id: made.dealId } })).data.flatMap(({ activity }) =>
      activity ? [activity.subject] : [],
    );
    expect(onDeal).toContain('首次通话');
    expect((await hers.call(listTasks, { query: { recordId: made.dealId } })).data.map(({ subject }) => subject)).toContain(
      '发案例',
    );
  });

  it('counts what was met on the lead at the gate of the first stage', async () => {
    const lead = await newLead('Met already', { note: 'Wants a second line' });
    await hers.call(createActivity, { body: { recordId: lead.id, kind: 'call', subject: 'They want it', isTwoWay: true } });
    const made = await hers.call(convertLead, { ...id(lead), body: { dealTitle: 'Second line' } });
    const guide = await hers.call(getGuide, { params: { id: made.dealId } });
    expect(guide.missing).toEqual([]);
    expect([guide.met, guide.required]).toEqual([3, 3]);
  });

  it('uses an account and a contact that are there', async () => {
    const account = await hers.call(accounts.create, { body: { name: 'Known' } });
    const contact = await hers.call(contacts.create, { body: { name: 'Known too', accountId: account.id } });
    const lead = await newLead('Again');
    const made = await hers.call(convertLead, {
      ...id(lead),
      body: { accountId: account.id, contactId: contact.id, dealTitle: 'Second order' },
    });
    expect(made).toMatchObject({ accountId: account.id, contactId: contact.id });
  });

  it('leaves nothing behind when the deal cannot be made', async () => {
    const lead = await newLead('Half');
    const problem = await hers.refused(convertLead, { ...id(lead), body: { accountId: lead.id, dealTitle: 'x' } });
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect((await hers.call(leads.get, id(lead))).status).toBe('new');
    const filter = JSON.stringify({ field: 'name', op: 'eq', value: 'Half' });
    expect((await hers.call(contacts.list, { query: { filter } })).data).toEqual([]);
  });

  it('converts once, whoever is first', async () => {
    const lead = await newLead('Race');
    const convert = () => hers.raw('POST', `/api/v1/leads/${lead.id}/convert`, { dealTitle: 'Race' });
    const replies = await Promise.all([convert(), convert()]);
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const filter = JSON.stringify({ field: 'title', op: 'eq', value: 'Race' });
    expect((await hers.call(deals.list, { query: { filter } })).data).toHaveLength(1);
    expect((await hers.refused(reopenLead, id(lead))).code).toBe('prospecting.already_converted');
  });

  it('answers 409 to an old version', async () => {
    const lead = await newLead('Old');
    await hers.call(leads.update, { ...id(lead), body: { version: 1, region: '华东' } });
    expect((await hers.refused(convertLead, { ...id(lead), body: { version: 1, dealTitle: 'x' } })).code).toBe('stale_version');
  });
});

describe('giving up and taking up again', () => {
  it('keeps the reason, and refuses what makes no sense', async () => {
    const lead = await newLead('Silent');
    expect((await hers.refused(reopenLead, id(lead))).code).toBe('prospecting.is_open');
    expect(await hers.call(disqualifyLead, { ...id(lead), body: { reason: 'No budget' } })).toMatchObject({
      status: 'disqualified',
      disqualifyReason: 'No budget',
    });
    expect((await hers.refused(disqualifyLead, { ...id(lead), body: { reason: 'Again' } })).code).toBe(
      'prospecting.is_disqualified',
    );
    expect((await hers.refused(convertLead, { ...id(lead), body: { dealTitle: 'x' } })).code).toBe('prospecting.is_disqualified');
    expect(await hers.call(reopenLead, id(lead))).toMatchObject({ status: 'new', disqualifyReason: null });
  });
});

describe('a workspace without leads', () => {
  it('refuses new ones; only owner and admin switch', async () => {
    const other = await buildWorkspace(server.db);
    const its = server.as(other.owner);
    const seller = server.as(await buildUser(server.db, other));
    expect(await its.call(getProspectingSettings, {})).toEqual({ isEnabled: true });
    expect((await seller.refused(updateProspectingSettings, { body: { isEnabled: false } })).status).toBe(403);
    await its.call(updateProspectingSettings, { body: { isEnabled: false } });
    expect((await seller.refused(leads.create, { body: { name: 'X' } })).code).toBe('prospecting.leads_off');
    await its.call(updateProspectingSettings, { body: { isEnabled: true } });
    expect((await seller.call(leads.create, { body: { name: 'X' } })).status).toBe('new');
    expect(await owner.call(getProspectingSettings, {})).toEqual({ isEnabled: true });
  });
});
