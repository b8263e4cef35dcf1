import { describe, expect, test } from 'vitest';
import { buildUser, buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { startMailbox } from '../../../../test/e2e/mail.ts';
import { testServer } from '../../../../test/http.ts';
import { runJobs } from '../../../../test/jobs.ts';
import { contacts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';
import { findCriterionFact } from '../../process/facts/rules.ts';
import { revokePublicLink } from '../../records/public-links/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { answerQuoteQuestion } from '../questions/contract.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { draftQuoteLetter, listQuoteLinks, shareQuote } from './contract.ts';

const mailbox = await startMailbox();
const server = await testServer({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });
const { db } = server;
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50';

let strangers = 0;
/** Opens what is behind a link as somebody with an address of their own. */
async function open(url: string, search = '', { method = 'GET' as 'GET' | 'HEAD', agent = phone } = {}) {
  const from = `10.9.${Math.floor(++strangers / 250)}.${strangers % 250}`;
  const headers = { 'user-agent': agent, 'x-forwarded-for': from, 'accept-language': 'en' };
  const reply = await server.app.inject({ method, url: new URL(url).pathname + search, headers });
  return { status: reply.statusCode, text: reply.body, headers: reply.headers };
}

async function draft(user: TestUser, values: Record<string, unknown> = {}) {
  const api = server.as(user);
  const { id } = await api.call(quotes.create, { body: { title: 'Press <line>', language: 'zh-Hans', ...values } });
  const params = { id };
  const { revision } = await api.call(getQuoteDocument, { params });
  const lines = [
    { id: 's', kind: 'section', name: 'Machines' },
    { id: 'a', kind: 'item', name: 'Press', quantity: '2', unitPrice: '1000', taxBp: 1300, note: 'Two\nlines' },
    { id: 'b', kind: 'item', name: 'Feeder', unitPrice: '500', isOptional: true },
  ].map((line) => QuoteLine.parse(line));
  const terms = [{ id: 't', kind: 'warranty' as const, title: 'Warranty', text: 'Two years', plain: 'We mend it for free.' }];
  const content = { ...revision.content, lines, terms };
  const saved = await api.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
  return { api, params, version: saved.revision.version };
}

async function sent(user: TestUser, values: Record<string, unknown> = {}) {
  const { api, params, version } = await draft(user, values);
  const { revision } = await api.call(sendQuote, { params, body: { version } });
  const { url, link } = await api.call(shareQuote, { params, body: { language: 'en' } });
  return { api, params, url, link, sha256: revision.sha256 ?? '' };
}

describe("the customer's page of a quote", () => {
  test('shows exactly what was sent, in the language of its reader, with its fingerprint and nothing that it costs us', async () => {
    const { owner } = await buildWorkspace(db);
    const { url, sha256 } = await sent(owner);
    const page = await open(url);
    expect(page.status).toBe(200);
    for (const text of ['Press &lt;line&gt;', 'Machines', 'We mend it for free.', '2,260.00', sha256, 'What we offer'])
      expect(page.text).toContain(text);
    for (const text of ['unitCost', 'Margin']) expect(page.text).not.toContain(text);
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'sha256-[^']+'; connect-src 'self'/);
    expect((await open(url, '?lang=zh-Hans')).text).toContain('报价明细');
    const pdf = await open(url, '/files/quote.pdf?lang=zh-Hans');
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await open(url, '/files/other.pdf')).status).toBe(404);
  });

  test('is viewed once somebody reads it, and not because a machine looked', async () => {
    const { owner, id } = await buildWorkspace(db);
    const { id: dealId } = await server.as(owner).call(deals.create, { body: { title: 'Press' } });
    const { api, params, url } = await sent(owner, { dealId });
    await open(url, '', { method: 'HEAD' });
    await open(url, '', { agent: 'Slackbot-LinkExpanding 1.0' });
    expect((await api.call(quotes.get, { params })).state).toBe('sent');
    const isKnown = async () => (await findCriterionFact('quote.viewed')?.load(db, owner.scope, [dealId]))?.get(dealId) ?? false;
    expect(await isKnown()).toBe(false);
    await Promise.all([open(url), open(url), open(url)]);
    expect(await isKnown()).toBe(true);
    const { quote, revision } = await api.call(getQuoteDocument, { params });
    expect([quote.state, revision.state, revision.viewedAt !== null]).toEqual(['viewed', 'viewed', true]);
    const events = await db
      .selectFrom('events')
      .select('kind')
      .where('workspaceId', '=', id)
      .where('kind', '=', 'quote.viewed')
      .execute();
    expect(events).toHaveLength(1);
    const [row] = (await api.call(listQuoteLinks, { params })).data;
    expect(row).toMatchObject({ revision: 1, letter: null, link: { opened: 3, notCounted: 2 } });
  });

  test('of a revision that was replaced says so, and leads to the new one once that was sent', async () => {
    const { owner } = await buildWorkspace(db);
    const { api, params, url, sha256 } = await sent(owner);
    const { revision } = await api.call(reviseQuote, { params, body: {} });
    const before = await open(url);
    expect(before.text).not.toContain('replaced by version');
    expect((await open(url, '?revision=2')).text).toContain(sha256);
    const next = await api.call(sendQuote, { params, body: { version: revision.version } });
    const old = await open(url);
    expect(old.text).toContain('replaced by version 2');
    expect(old.text).toContain(sha256);
    const now = await open(url, '?lang=en&revision=2');
    expect(now.text).toContain(next.revision.sha256);
    expect(now.text).not.toContain('replaced by version');
    // A number that nobody sent, or an older one, is the link's own.
    expect((await open(url, '?revision=7')).text).toContain('replaced by version 2');
  });

  test('is not there for a forged or revoked link, one of the bin, or before anything was sent', async () => {
    const { owner } = await buildWorkspace(db);
    const { api, params, url, link } = await sent(owner);
    expect((await open(`${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
    await api.call(revokePublicLink, { params: { id: link.id } });
    expect((await open(url)).status).toBe(404);
    const other = await sent(owner);
    await api.call(quotes.remove, { params: other.params });
    expect((await open(other.url)).status).toBe(404);
    const unsent = await draft(owner);
    expect(await api.refused(shareQuote, { params: unsent.params, body: {} })).toMatchObject({
      status: 409,
      code: 'offers.not_sent_yet',
    });
    const stranger = (await buildWorkspace(db)).owner;
    expect(await server.as(stranger).refused(shareQuote, { params, body: {} })).toMatchObject({ status: 404 });
    expect(await server.as(stranger).refused(listQuoteLinks, { params })).toMatchObject({ status: 404 });
  });
});

test('whoever may only read a quote is offered nothing that is then refused', async () => {
  const workspace = await buildWorkspace(db);
  const { api, params } = await sent(workspace.owner);
  expect(await api.call(listQuoteLinks, { params })).toMatchObject({ canLink: true, canMail: true, data: [{ revision: 1 }] });
  const reader = server.as(await buildUser(db, workspace, { role: 'delivery' }));
  expect(await reader.call(listQuoteLinks, { params })).toMatchObject({ canLink: false, canMail: false, data: [] });
  expect((await reader.call(getQuoteDocument, { params })).actions).toEqual([]);
  expect(await reader.refused(shareQuote, { params, body: {} })).toMatchObject({ status: 403 });
  const question = { questionId: '019a0000-0000-7000-8000-000000000001', text: 'Yes' };
  expect(await reader.refused(answerQuoteQuestion, { params, body: question })).toMatchObject({ status: 403 });
  // Of what lies in the bin no link is made.
  await api.call(quotes.remove, { params });
  expect(await api.call(listQuoteLinks, { params })).toMatchObject({ canLink: false, canMail: false });
});

test('a quote goes out with a letter: worded for its reader, with the link and the PDF, in one transaction with the sending', async () => {
  const { owner } = await buildWorkspace(db);
  const contact = await server
    .as(owner)
    .call(contacts.create, { body: { name: '李佳', emails: [{ value: 'jia.li@bluewater.test' }] } });
  const { api, params, version } = await draft(owner, { contactId: contact.id });
  const letter = await api.call(draftQuoteLetter, { params, query: {} });
  expect(letter).toMatchObject({ to: 'jia.li@bluewater.test', language: 'zh-Hans' });
  expect(letter.text).toContain('李佳，您好');
  expect((await api.call(draftQuoteLetter, { params, query: { language: 'en' } })).text).toContain('2,260.00');
  const share = { letter: { to: letter.to ?? '', subject: letter.subject, text: letter.text } };
  await api.call(sendQuote, { params, body: { version, share } });
  expect((await api.call(listQuoteLinks, { params })).data[0]?.letter?.state).toBe('waiting');
  await runJobs(server);
  const mail = await mailbox.next('jia.li@bluewater.test');
  expect(mail.attached).toEqual(['application/pdf']);
  const [row] = (await api.call(listQuoteLinks, { params })).data;
  expect(row?.letter).toEqual({ to: 'jia.li@bluewater.test', subject: letter.subject, state: 'sent' });
  const address = /https:\/\/crm\.test\/p\/[\w-]{43}/.exec(mail.text)?.[0] ?? '';
  expect((await open(address)).text).toContain('报价明细');
  await runJobs(server);
  // Nothing goes out of what cannot be sent.
  const broken = await draft(owner);
  expect(await api.refused(sendQuote, { params: broken.params, body: { version: broken.version - 1, share } })).toMatchObject({
    code: 'stale_version',
  });
  expect((await api.call(listQuoteLinks, { params: broken.params })).data).toEqual([]);
});
