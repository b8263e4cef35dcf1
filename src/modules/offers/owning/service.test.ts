import { describe, expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { decideApproval, submitApproval } from '../../approvals/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { listQuoteLinks, shareQuote } from '../sharing/contract.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test' });
const { db } = server;

async function company() {
  const workspace = await buildWorkspace(db);
  const [east, west] = [await buildTeam(db, workspace, { name: 'East' }), await buildTeam(db, workspace, { name: 'West' })];
  const boss = await buildUser(db, workspace, { role: 'salesManager', team: east });
  const [from, mate] = [await buildUser(db, workspace, { team: east }), await buildUser(db, workspace, { team: east })];
  const to = await buildUser(db, workspace, { team: west });
  const [owner, seller, heir] = [server.as(workspace.owner), server.as(from), server.as(to)];
  const account = await seller.call(accounts.create, { body: { name: 'Hengchuan' } });
  const deal = await seller.call(deals.create, { body: { title: 'Line 2', accountId: account.id } });
  const quote = async (state: 'draft' | 'sent' | 'accepted', values: object = {}): Promise<string> => {
    const api = 'ownerId' in values ? owner : seller;
    const { id } = await api.call(quotes.create, { body: { dealId: deal.id, ...values } });
    const params = { id };
    const { revision } = await api.call(getQuoteDocument, { params });
    const lines = [QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', unitPrice: '100' })];
    const saved = await api.call(saveQuoteDocument, {
      params,
      body: { version: revision.version, content: { ...revision.content, lines } },
    });
    if (state !== 'draft')
      await api.call(sendQuote, { params, body: { version: saved.revision.version, setsDealAmount: false } });
    if (state === 'accepted') await api.call(acceptQuote, { params, body: { revision: 1, by: 'Zhou' } });
    return id;
  };
  const ownerOf = async (id: string) => {
    const one = await owner.call(quotes.get, { params: { id } });
    const row = await db
      .selectFrom('records')
      .select(['ownerId', 'teamId'])
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ ownerId: one.owner?.id, teamId: one.team?.id });
    return one.owner?.id;
  };
  const give = async (dealId: string, ownerId: string) => {
    const params = { id: dealId };
    const { version } = await owner.call(deals.get, { params });
    await owner.call(deals.update, { params, body: { version, ownerId } });
  };
  return { workspace, give, west, boss, from, mate, to, owner, seller, heir, account, deal, quote, ownerOf };
}

describe('a deal that is given to somebody else', () => {
  test('takes its open quotes along, with the rights to them; what is over or somebody else has stays', async () => {
    const { workspace, give, seller, heir, from, mate, to, west, deal, quote, ownerOf } = await company();
    const [draft, out, over] = [await quote('draft'), await quote('sent'), await quote('accepted')];
    const other = await quote('draft', { ownerId: mate.id });
    await give(deal.id, to.id);
    for (const id of [draft, out]) expect(await ownerOf(id)).toBe(to.id);
    expect(await ownerOf(over)).toBe(from.id);
    expect(await ownerOf(other)).toBe(mate.id);
    expect((await heir.call(getQuoteDocument, { params: { id: draft } })).actions).toContain('send');
    expect(await seller.refused(getQuoteDocument, { params: { id: draft } })).toMatchObject({ status: 404 });
    const filter = JSON.stringify({ field: 'owner', op: 'eq', value: to.id });
    const { data } = await heir.call(quotes.list, { query: { filter } });
    expect(new Set(data.map(({ id, team }) => `${id} ${team?.id ?? ''}`))).toEqual(
      new Set([draft, out].map((id) => `${id} ${west}`)),
    );
    const told = await db
      .selectFrom('events')
      .select('data')
      .where('workspaceId', '=', workspace.id)
      .where('kind', '=', 'quote.updated')
      .where('subjectId', '=', out)
      .execute();
    expect(told).toEqual([{ data: { changes: { ownerId: [from.id, to.id], teamId: [expect.any(String), west] } } }]);
  });

  test('leaves the customer their link: it holds by the rights of the new owner', async () => {
    const { give, seller, heir, to, deal, quote } = await company();
    const params = { id: await quote('sent') };
    const { url } = await seller.call(shareQuote, { params, body: {} });
    const open = () =>
      server.app.inject({ method: 'GET', url: new URL(url).pathname, headers: { 'user-agent': 'Mozilla/5.0 (iPhone)' } });
    expect((await open()).statusCode).toBe(200);
    await give(deal.id, to.id);
    expect((await open()).statusCode).toBe(200);
    expect((await heir.call(listQuoteLinks, { params })).data).toMatchObject([
      { link: { state: 'active', createdBy: { id: to.id } } },
    ]);
  });

  test('does so for many at once, and for an account that goes with its deals once that is approved', async () => {
    const { give, owner, boss, seller, from, to, mate, account, deal, quote, ownerOf } = await company();
    const id = await quote('sent');
    await owner.call(deals.bulkUpdate, { body: { select: { ids: [deal.id] }, changes: { ownerId: mate.id } } });
    expect(await ownerOf(id)).toBe(mate.id);
    await give(deal.id, from.id);
    expect(await ownerOf(id)).toBe(from.id);
    const body = { subject: 'accountTransfer', subjectId: account.id, input: { toUserId: to.id } };
    const asked = await seller.call(submitApproval, { body });
    expect(await ownerOf(id)).toBe(from.id);
    await server.as(boss).call(decideApproval, { params: { id: asked.id }, body: { verdict: 'approved' } });
    expect(await ownerOf(id)).toBe(to.id);
  });
});
