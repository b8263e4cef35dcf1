import { describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace, type TestUser, type TestWorkspace } from '../../../../test/build.ts';
import { type RawReply, testServer } from '../../../../test/http.ts';
import { products } from '../../catalogue/contract.ts';
import { accounts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { setDealProducts } from '../../deals/parts/contract.ts';
import { updateBranding } from '../../settings/branding/contract.ts';
import { listTimeline } from '../../timeline/contract.ts';
import { shareRecord } from '../shares/contract.ts';
import {
  createPublicLink,
  listPublicLinks,
  listPublicLinkVisits,
  type NewPublicLink,
  revokePublicLink,
  updatePublicLink,
} from './contract.ts';

const server = await testServer({ PUBLIC_URL: 'https://crm.test' });
const { db } = server;
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50';
const everything = ['account', 'stage', 'products', 'amounts', 'nextStep', 'expectedClose', 'contact'];

interface Sent {
  url: string;
  headers?: Record<string, string>;
}
/** Follows a link as a stranger with a phone does, each from an address of their own. */
let strangers = 0;
function follow({ url, headers = {} }: Sent): Promise<RawReply> {
  const { pathname, search } = new URL(url);
  const from = { 'user-agent': phone, 'x-forwarded-for': `10.1.${Math.floor(++strangers / 250)}.${strangers % 250}` };
  return server.anonymous.with({ ...from, ...headers }).get(pathname + search);
}

async function share(user: TestUser, recordId: string, more: Partial<NewPublicLink> = {}) {
  const body = { recordId, page: 'deal', parts: everything, language: 'en' as const, ...more };
  return server.as(user).call(createPublicLink, { body });
}

async function dealOf(user: TestUser, title = 'Packing line') {
  return server.as(user).call(deals.create, { body: { title, amountMinor: 120_000_00, expectedCloseOn: '2027-03-01' } });
}

async function expire(id: string, { scope }: TestWorkspace): Promise<void> {
  const expiresAt = new Date(Date.now() - 1000).toISOString();
  await db
    .updateTable('publicLinks')
    .set({ expiresAt })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Without what differs between any two answers. */
const plain = ({ status, text, headers }: RawReply) => ({ status, text, type: headers['content-type'] });
const unknown = 'https://crm.test/p/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

describe('what a customer reads', () => {
  it('is what was ticked, in the language of the link, with the name and colour of the company', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    await api.call(updateBranding, { body: { version: 1, name: 'Acme Machines', color: '#0a7f5a' } });
    const account = await api.call(accounts.create, { body: { name: 'Blue Water' } });
    const product = await api.call(products.create, { body: { name: 'Filler <b>200</b>' } });
    const deal = await api.call(deals.create, {
      body: { title: '<script>alert(1)</script> & line', accountId: account.id, amountMinor: 900_000 },
    });
    await api.call(setDealProducts, {
      params: { id: deal.id },
      body: { version: deal.version, lines: [{ productId: product.id, quantity: '3', unitPriceMinor: 250_000 }] },
    });
    const full = await follow(await share(owner, deal.id, { watermark: 'Blue & Co' }));
    expect(full.status).toBe(200);
    for (const text of [
      '<html lang="en">',
      'Acme Machines',
      '--brand:#0a7f5a',
      '&lt;script&gt;alert(1)&lt;/script&gt; &amp; line',
      'For Blue Water',
      'Filler &lt;b&gt;200&lt;/b&gt;',
      'CN¥7,500.00',
      'CN¥9,000.00',
      'aria-current="step"',
      owner.email,
      'Blue &amp; Co',
    ])
      expect(full.text).toContain(text);
    expect(full.text).not.toContain('<script');
    const little = await follow(await share(owner, deal.id, { parts: ['products'], heading: 'Our offer' }));
    expect(little.text).toContain('Our offer');
    expect(little.text).toContain('Filler');
    for (const text of ['CN¥', 'Blue Water', 'alert(1)', owner.email, 'aria-current']) expect(little.text).not.toContain(text);
    const { url } = await share(owner, deal.id, { language: 'zh-Hans' });
    expect((await follow({ url })).text).toContain('当前进展');
    expect((await follow({ url: `${url}?lang=zh-Hant` })).text).toContain('<html lang="zh-Hant">');
  });

  it('is kept nowhere, found by no search engine, told to nobody, and runs nothing', async () => {
    const { owner } = await buildWorkspace(db);
    const { url } = await share(owner, (await dealOf(owner)).id);
    for (const { headers } of [await follow({ url }), await follow({ url: unknown })])
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow, noarchive',
        'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'self' 'sha256-[^']+';/),
      });
  });

  it('is the same answer for what is unknown, revoked, in the bin, or shared by who may no more', async () => {
    const workspace = await buildWorkspace(db);
    const { owner } = workspace;
    const [ann, bob] = [await buildUser(db, workspace), await buildUser(db, workspace)];
    const expected = plain(await follow({ url: unknown }));
    expect(expected.status).toBe(404);
    const gone = async (url: string) => expect(plain(await follow({ url }))).toEqual(expected);
    await gone('https://crm.test/p/short');

    const revoked = await share(ann, (await dealOf(ann)).id);
    await server.as(ann).call(revokePublicLink, { params: { id: revoked.id } });
    await gone(revoked.url);

    const removed = await dealOf(ann);
    const binned = await share(ann, removed.id);
    await server.as(ann).call(deals.remove, { params: { id: removed.id } });
    await gone(binned.url);
    await server.as(ann).call(deals.restore, { params: { id: removed.id } });
    expect((await follow(binned)).status).toBe(200);

    const handed = await dealOf(ann);
    const lost = await share(ann, handed.id);
    await server.as(owner).call(deals.update, { params: { id: handed.id }, body: { version: 1, ownerId: bob.id } });
    await gone(lost.url);
    const { data } = await server.as(bob).call(listPublicLinks, { query: { recordId: handed.id } });
    expect(data).toMatchObject([{ id: lost.id, state: 'stopped' }]);

    const left = await share(bob, handed.id);
    await db
      .updateTable('users')
      .set({ isActive: false })
      .where('workspaceId', '=', workspace.id)
      .where('id', '=', bob.id)
      .execute();
    await gone(left.url);
    await expire(left.id, workspace);
    await gone(left.url);
  });

  it('is not made, nor seen, by whom the record was only shared with', async () => {
    const workspace = await buildWorkspace(db);
    const far = await buildUser(db, workspace, { team: await buildTeam(db, workspace) });
    const { id } = await dealOf(workspace.owner);
    await server.as(workspace.owner).call(shareRecord, { params: { id }, body: { userId: far.id, canEdit: true } });
    const body = { recordId: id, page: 'deal', parts: ['products'], language: 'en' as const };
    expect(await server.as(far).refused(createPublicLink, { body })).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await server.as(far).refused(listPublicLinks, { query: { recordId: id } })).toMatchObject({ status: 403 });
  });

  it('says of an expired link whom to ask, and shows the page again once it is extended', async () => {
    const workspace = await buildWorkspace(db);
    const { owner } = workspace;
    const link = await share(owner, (await dealOf(owner, 'Secret title')).id, { language: 'zh-Hans' });
    await expire(link.id, workspace);
    const reply = await follow(link);
    expect(reply.status).toBe(404);
    expect(reply.text).toContain('链接已过期');
    expect(reply.text).toContain(owner.name);
    expect(reply.text).not.toContain('Secret title');
    expect((await server.as(owner).call(listPublicLinkVisits, { params: { id: link.id } })).data).toEqual([]);
    const body = { version: link.version, validDays: 7 };
    const extended = await server.as(owner).call(updatePublicLink, { params: { id: link.id }, body });
    expect(extended).toMatchObject({ state: 'active', version: link.version + 1 });
    expect((await follow(link)).status).toBe(200);
  });

  it('is refused in words to who asks too often', async () => {
    const headers = { 'x-forwarded-for': '10.9.9.9' };
    const replies = await Promise.all(Array.from({ length: 62 }, () => follow({ url: unknown, headers })));
    expect(replies.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(2);
    expect(replies.find(({ status }) => status === 429)?.text).toContain('Too many requests');
  });
});

describe('the log of a link', () => {
  it('counts readers, not machines or colleagues, and tells the timeline of the first opening', async () => {
    const { owner } = await buildWorkspace(db);
    const deal = await dealOf(owner);
    const { url, id } = await share(owner, deal.id);
    const from = { 'x-forwarded-for': '203.0.113.7' };
    const head = await server.app.inject({ method: 'HEAD', url: new URL(url).pathname, headers: { 'user-agent': phone } });
    expect(head.statusCode).toBe(200);
    await follow({ url, headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } });
    await follow({ url, headers: { 'sec-purpose': 'prefetch' } });
    await follow({ url, headers: { cookie: owner.cookie } });
    const before = await server.as(owner).call(listPublicLinks, { query: { recordId: deal.id } });
    expect(before.data).toMatchObject([{ opened: 0, notCounted: 4, lastOpenedAt: null }]);
    const told = async () =>
      (await server.as(owner).call(listTimeline, { params: { id: deal.id } })).data.filter(
        ({ kind }) => kind === 'publicLink.opened',
      );
    expect(await told()).toEqual([]);

    await Promise.all([follow({ url, headers: from }), follow({ url: `${url}?lang=zh-Hans`, headers: from })]);
    await follow({ url });
    const after = await server.as(owner).call(listPublicLinks, { query: { recordId: deal.id } });
    expect(after.data).toMatchObject([{ opened: 2, notCounted: 4, lastOpenedAt: expect.any(String) }]);
    expect(await told()).toMatchObject([{ actor: { kind: 'system' }, data: { device: 'phone', app: 'wechat' } }]);
    const { data } = await server.as(owner).call(listPublicLinkVisits, { params: { id } });
    const reasons = data.map(({ notCounted }) => String(notCounted));
    expect(reasons.toSorted((a, b) => a.localeCompare(b))).toEqual(['colleague', 'head', 'null', 'null', 'prefetch', 'preview']);
    expect(data.filter(({ times }) => times === 2)).toMatchObject([{ device: 'phone', app: 'wechat', notCounted: null }]);
  });

  it('keeps neither the token nor an address', async () => {
    const { owner, id: workspaceId } = await buildWorkspace(db);
    const { url } = await share(owner, (await dealOf(owner)).id);
    await follow({ url, headers: { 'x-forwarded-for': '203.0.113.99' } });
    const links = await db.selectFrom('publicLinks').selectAll().where('workspaceId', '=', workspaceId).execute();
    const visits = await db.selectFrom('publicLinkVisits').selectAll().where('workspaceId', '=', workspaceId).execute();
    const events = await db.selectFrom('events').selectAll().where('workspaceId', '=', workspaceId).execute();
    const kept = JSON.stringify([links, visits, events]);
    expect([links.length, visits.length]).toEqual([1, 1]);
    expect(links[0]?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(kept).not.toContain(url.split('/').at(-1));
    expect(kept).not.toContain('203.0.113.99');
  });
});

describe('links of a record', () => {
  it('are made and seen by who may edit it: 403 without the right, 404 from another workspace', async () => {
    const workspace = await buildWorkspace(db);
    const seller = await buildUser(db, workspace);
    const colleague = await buildUser(db, workspace);
    const analyst = await buildUser(db, workspace, { role: 'analyst' });
    const far = await buildUser(db, workspace, { team: await buildTeam(db, workspace) });
    const { owner: stranger } = await buildWorkspace(db);
    const deal = await dealOf(seller);
    const link = await share(seller, deal.id);
    const params = { id: link.id };
    for (const [user, status] of [
      [colleague, 403],
      [analyst, 403],
      [far, 404],
      [stranger, 404],
    ] as const) {
      const api = server.as(user);
      const body = { recordId: deal.id, page: 'deal', parts: [], language: 'en' as const };
      const refusals = [
        await api.refused(createPublicLink, { body }),
        await api.refused(listPublicLinks, { query: { recordId: deal.id } }),
        await api.refused(updatePublicLink, { params, body: { version: 1, validDays: 9 } }),
        await api.refused(revokePublicLink, { params }),
        await api.refused(listPublicLinkVisits, { params }),
      ];
      expect(refusals.map((one) => one.status)).toEqual(refusals.map(() => status));
    }
    const { data } = await server.as(seller).call(listPublicLinks, { query: { recordId: deal.id } });
    expect(data).toMatchObject([{ id: link.id, state: 'active', createdBy: { name: seller.name } }]);
  });

  it('refuses a page or a part that there is not, a stale version, and to extend what was revoked', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const deal = await dealOf(owner);
    const body = { recordId: deal.id, page: 'deal', parts: ['stage'], language: 'en' as const };
    const refused = (more: object) => api.refused(createPublicLink, { body: { ...body, ...more } });
    expect((await refused({ page: 'quote' })).errors).toMatchObject([{ pointer: '/body/page', code: 'records.unknown_page' }]);
    expect((await refused({ parts: ['stage', 'margin'] })).errors).toMatchObject([{ pointer: '/body/parts/1' }]);
    const account = await api.call(accounts.create, { body: { name: 'Blue Water' } });
    expect((await refused({ recordId: account.id })).errors).toMatchObject([{ code: 'records.unknown_page' }]);
    const { id } = await share(owner, deal.id);
    const change = (version: number) => api.refused(updatePublicLink, { params: { id }, body: { version, validDays: 9 } });
    expect(await change(2)).toMatchObject({ status: 409, code: 'stale_version', current: { id, version: 1 } });
    const revoked = await api.call(revokePublicLink, { params: { id } });
    expect(revoked).toMatchObject({ state: 'revoked', version: 2 });
    expect(await api.call(revokePublicLink, { params: { id } })).toEqual(revoked);
    expect(await change(2)).toMatchObject({ status: 409, code: 'records.link_revoked' });
  });
});

it('makes no link while nobody knows where customers reach the program', async () => {
  const local = await testServer();
  const { owner } = await buildWorkspace(local.db);
  const deal = await local.as(owner).call(deals.create, { body: { title: 'Line' } });
  const body = { recordId: deal.id, page: 'deal', parts: [], language: 'en' as const };
  expect(await local.as(owner).refused(createPublicLink, { body })).toMatchObject({ status: 503, code: 'public_url_missing' });
});
