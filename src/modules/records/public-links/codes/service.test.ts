import { describe, expect, it } from 'vitest';
import { startMailbox } from '../../../../../test/e2e/mail.ts';
import { buildWorkspace, type TestUser, type TestWorkspace } from '../../../../../test/build.ts';
import { testServer } from '../../../../../test/http.ts';
import { runJobs } from '../../../../../test/jobs.ts';
import { deals } from '../../../deals/contract.ts';
import { updateBranding } from '../../../settings/branding/contract.ts';
import { createPublicLink, listPublicLinks, listPublicLinkVisits, type NewPublicLink, revokePublicLink } from '../contract.ts';
import { codesAnHour, maximumTries } from './rules.ts';

const mailbox = await startMailbox();
const server = await testServer({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });
const { db } = server;
const reader = 'jia.li@bluewater.test';
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50';

let strangers = 0;
/** Somebody with a phone and an address of their own. */
class Stranger {
  private readonly path: string;
  private readonly from = `10.3.${Math.floor(++strangers / 250)}.${strangers % 250}`;
  cookie = '';

  constructor(url: string) {
    this.path = new URL(url).pathname;
  }

  private async send(method: 'GET' | 'POST', path: string, body?: string, accept = 'en') {
    const headers = {
      'user-agent': phone,
      'x-forwarded-for': this.from,
      'accept-language': accept,
      ...(this.cookie && { cookie: this.cookie }),
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const reply = await server.app.inject({ method, url: path, headers, ...(body !== undefined && { payload: body }) });
    const set = reply.headers['set-cookie'];
    if (set !== undefined) this.cookie = String(set).split(';', 1)[0] ?? '';
    return { status: reply.statusCode, text: reply.body, to: String(reply.headers.location ?? ''), set: String(set ?? '') };
  }
  open(search = '') {
    return this.send('GET', this.path + search);
  }
  ask() {
    return this.send('POST', `${this.path}/code?lang=en`, '');
  }
  enter(code: string) {
    return this.send('POST', `${this.path}/enter?lang=en`, `code=${encodeURIComponent(code)}`);
  }
}

async function share(user: TestUser, more: Partial<NewPublicLink> = {}) {
  const api = server.as(user);
  const { id: recordId } = await api.call(deals.create, { body: { title: 'Secret line' } });
  const code = { channel: 'mail' as const, to: reader };
  const body = { recordId, page: 'deal', parts: ['stage'], language: 'en' as const, code, ...more };
  return api.call(createPublicLink, { body });
}

/** The code of the next mail; the six digits stand in a line of their own. */
async function mailedCode(): Promise<string> {
  await runJobs(server);
  const mail = (await mailbox.next(reader)).text;
  return /^\s*(\d{6})\s*$/m.exec(mail)?.[1] ?? '';
}

const wrongFor = (code: string): string => (code === '000000' ? '111111' : '000000');

/** Makes it look as if a link's last code had been sent so many seconds earlier. */
async function ago(linkId: string, { scope }: TestWorkspace, seconds: number): Promise<void> {
  const row = await db
    .selectFrom('publicLinkCodes')
    .select(['sentAt', 'expiresAt', 'countedSince'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('linkId', '=', linkId)
    .executeTakeFirstOrThrow();
  const earlier = (at: string): string => new Date(Date.parse(at) - seconds * 1000).toISOString();
  await db
    .updateTable('publicLinkCodes')
    .set({ sentAt: earlier(row.sentAt), expiresAt: earlier(row.expiresAt), countedSince: earlier(row.countedSince) })
    .where('workspaceId', '=', scope.workspaceId)
    .where('linkId', '=', linkId)
    .execute();
}

describe('a link that asks for a code', () => {
  it('says nothing of what is behind it, sends the code to the chosen address alone, and opens with it', async () => {
    const { owner } = await buildWorkspace(db);
    await server.as(owner).call(updateBranding, { body: { version: 1, name: 'Acme Machines' } });
    const { url, id } = await share(owner, { watermark: 'Blue Water' });
    const stranger = new Stranger(url);
    const locked = await stranger.open();
    expect(locked.status).toBe(200);
    for (const text of ['Acme Machines', 'j•••@bluewater.test', 'Send the code by mail', '<form method="post"'])
      expect(locked.text).toContain(text);
    for (const text of ['Secret line', reader, '<script']) expect(locked.text).not.toContain(text);
    expect((await server.as(owner).call(listPublicLinkVisits, { params: { id } })).data).toEqual([]);

    expect(await stranger.ask()).toMatchObject({ status: 303, to: expect.stringContaining('code=sent') });
    const code = await mailedCode();
    expect(code).toMatch(/^\d{6}$/);
    expect((await stranger.open('?code=sent')).text).toContain('autocomplete="one-time-code"');
    expect(await stranger.enter(wrongFor(code))).toMatchObject({
      status: 303,
      to: expect.stringContaining('code=wrong'),
      set: '',
    });
    // As a phone with a Chinese keyboard writes it.
    const wide = code.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const entered = await stranger.enter(`${wide.slice(0, 3)} ${wide.slice(3)}`);
    expect(entered).toMatchObject({ status: 303, to: expect.not.stringContaining('code=') });
    expect(entered.set).toMatch(/^chengdan-reader=\d+\.[\w-]{43}; Path=\/p\/[\w-]{43}; Max-Age=43200; HttpOnly; SameSite=Lax/);

    const open = await stranger.open();
    expect(open.text).toContain('Secret line');
    expect(open.text).toMatch(new RegExp(`Blue Water · ${reader} · \\d{1,2} \\w+ \\d{4}`));
    expect((await server.as(owner).call(listPublicLinkVisits, { params: { id } })).data).toHaveLength(1);
    // The code is used up, and what one browser has shown holds for no other link.
    expect((await new Stranger(url).enter(code)).to).toContain('code=over');
    const other = new Stranger((await share(owner)).url);
    other.cookie = stranger.cookie;
    expect((await other.open()).text).not.toContain('Secret line');
    const forged = new Stranger(url);
    forged.cookie = `chengdan-reader=${Date.now() + 9_000_000}.${'A'.repeat(43)}`;
    expect((await forged.open()).text).not.toContain('Secret line');
  });

  it('takes five wrong codes and then not even the right one; another code opens again', async () => {
    const workspace = await buildWorkspace(db);
    const { url, id } = await share(workspace.owner);
    const stranger = new Stranger(url);
    await stranger.ask();
    const code = await mailedCode();
    const replies = [];
    for (let index = 0; index < maximumTries; index++) replies.push((await new Stranger(url).enter(wrongFor(code))).to);
    expect(replies.map((to) => /code=(\w+)/.exec(to)?.[1])).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'used']);
    expect((await stranger.enter(code)).to).toContain('code=used');
    await ago(id, workspace, 61);
    await stranger.ask();
    expect((await stranger.enter(await mailedCode())).to).not.toContain('code=');
  });

  it('counts entries that come at once, one by one', async () => {
    const { owner } = await buildWorkspace(db);
    const { url } = await share(owner);
    await new Stranger(url).ask();
    const code = await mailedCode();
    const replies = await Promise.all(Array.from({ length: 20 }, () => new Stranger(url).enter(wrongFor(code))));
    expect(replies.filter(({ to }) => to.includes('code=wrong'))).toHaveLength(maximumTries - 1);
    expect((await new Stranger(url).enter(code)).to).toContain('code=used');
  });

  it('holds ten minutes, sends no two codes within a minute, and few within an hour', async () => {
    const workspace = await buildWorkspace(db);
    const { url, id } = await share(workspace.owner);
    await new Stranger(url).ask();
    const first = await mailedCode();
    expect((await new Stranger(url).ask()).to).toContain('code=wait');
    await ago(id, workspace, 601);
    expect((await new Stranger(url).enter(first)).to).toContain('code=over');
    for (let sent = 1; sent < codesAnHour; sent++) {
      expect((await new Stranger(url).ask()).to).toContain('code=sent');
      await mailedCode();
      await ago(id, workspace, 61);
    }
    expect((await new Stranger(url).ask()).to).toContain('code=many');
    await ago(id, workspace, 3600);
    expect((await new Stranger(url).ask()).to).toContain('code=sent');
    await mailedCode();
  });

  it('keeps no code that could be read, and none works once the link is revoked', async () => {
    const { owner, scope } = await buildWorkspace(db);
    const { url, id } = await share(owner);
    const stranger = new Stranger(url);
    await stranger.ask();
    const code = await mailedCode();
    const rows = await db.selectFrom('publicLinkCodes').selectAll().where('workspaceId', '=', scope.workspaceId).execute();
    expect(JSON.stringify(rows)).not.toContain(code);
    await server.as(owner).call(revokePublicLink, { params: { id } });
    expect((await stranger.enter(code)).set).toBe('');
    expect((await stranger.open()).status).toBe(404);
    expect(await stranger.ask()).toMatchObject({ status: 303, to: expect.not.stringContaining('code=') });
  });

  it('is not made for a way that cannot send, nor for what is no address', async () => {
    const { owner } = await buildWorkspace(db);
    const api = server.as(owner);
    const { recordId, code } = await share(owner);
    expect(code).toEqual({ channel: 'mail', to: reader, when: 'opening' });
    expect((await api.call(listPublicLinks, { query: { recordId } })).codeChannels).toEqual(['mail']);
    const refuse = async (wrong: object) =>
      (await api.post('/api/v1/public-links', { recordId, page: 'deal', parts: [], language: 'en', code: wrong })).json
        .errors?.[0];
    expect(await refuse({ channel: 'sms', to: '+8613800000000' })).toMatchObject({
      pointer: '/body/code/channel',
      code: 'records.no_code_channel',
    });
    expect(await refuse({ channel: 'mail', to: 'nobody' })).toMatchObject({ pointer: '/body/code/to', code: 'not_an_email' });
    expect(await refuse({ channel: 'pigeon', to: 'x' })).toMatchObject({ pointer: '/body/code/channel' });
  });

  it('answers requests that no page of ours makes without failing', async () => {
    const { owner } = await buildWorkspace(db);
    const { pathname } = new URL((await share(owner)).url);
    const post = (path: string, payload: string, type: string) =>
      server.app.inject({ method: 'POST', url: path, payload, headers: { 'content-type': type, 'x-forwarded-for': '10.4.0.1' } });
    const form = 'application/x-www-form-urlencoded';
    expect((await post(`${pathname}/enter`, 'x=1', form)).statusCode).toBe(303);
    expect((await post(`${pathname}/enter`, 'code=1&code=2', form)).statusCode).toBe(303);
    expect((await post(`${pathname}/enter`, `code=${'1'.repeat(2000)}`, form)).statusCode).toBe(413);
    expect((await post(`${pathname}/enter`, '{"code":{}}', 'application/json')).statusCode).toBeLessThan(500);
    expect((await post('/p/short/code', '', form)).statusCode).toBe(303);
    expect((await post('/p/..%2f..%0d%0aX/code', '', form)).headers.location).not.toContain('\n');
  });
});
