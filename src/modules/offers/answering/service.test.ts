import { execFileSync } from 'node:child_process';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { buildWorkspace, type TestUser, type TestWorkspace } from '../../../../test/build.ts';
import { startMailbox } from '../../../../test/e2e/mail.ts';
import { testServer } from '../../../../test/http.ts';
import { runJobs } from '../../../../test/jobs.ts';
import { addDays, todayIn } from '../../../platform/days.ts';
import { createPromotion, listPromotions, updatePromotion } from '../../catalogue/promotions/contract.ts';
import { deals } from '../../deals/contract.ts';
import { codesAnHour, maximumTries } from '../../records/public-links/codes/rules.ts';
import { createPublicLink, revokePublicLink } from '../../records/public-links/contract.ts';
import { listTasks } from '../../timeline/tasks/contract.ts';
import { QuoteLine, QuotePromotion } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { sendQuote as send } from '../freezing/service.ts';
import { createOrderFromQuote } from '../ordering/contract.ts';
import { getOrderDocument } from '../../orders/document/contract.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { listQuoteLinks, type QuoteShare, shareQuote } from '../sharing/contract.ts';

const mailbox = await startMailbox();
const server = await testServer({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });
const { db } = server;
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50';

let strangers = 0;
const address = (): string => `10.8.${Math.floor(++strangers / 250)}.${strangers % 250}`;

/** Somebody with a phone who has a link. */
class Customer {
  private readonly path: string;
  constructor(url: string) {
    this.path = new URL(url).pathname;
  }
  async get(search = '?lang=en', reader = phone) {
    const headers = { 'user-agent': reader, 'x-forwarded-for': address() };
    const reply = await server.app.inject({ method: 'GET', url: this.path + search, headers });
    return { status: reply.statusCode, text: reply.body };
  }
  /** A file of the page. */
  async file(name: string) {
    const { path } = this;
    const url = `${path}/files/${name}?lang=en`;
    const headers = { 'user-agent': phone, 'x-forwarded-for': address() };
    const reply = await server.app.inject({ method: 'GET', url, headers });
    return { status: reply.statusCode, raw: reply.rawPayload, name: String(reply.headers['content-disposition']) };
  }
  async post(act: string, fields: Record<string, string>, more: Record<string, string> = {}) {
    const headers = {
      'user-agent': phone,
      'x-forwarded-for': address(),
      'content-type': 'application/x-www-form-urlencoded',
      ...more,
    };
    const payload = new URLSearchParams(fields).toString();
    const reply = await server.app.inject({ method: 'POST', url: `${this.path}/${act}?lang=en`, headers, payload });
    return { status: reply.statusCode, text: reply.body, to: String(reply.headers.location ?? '') };
  }
  /** The form as the page shows it, filled in. */
  async form(search = '?lang=en', reader = phone) {
    const { text } = await this.get(search, reader);
    const inside = text.slice(text.indexOf('id="agreed"'));
    const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    return { name: '李佳', title: 'CFO', signature: '李佳', consent: '1', ...fields };
  }
}

const lines = [
  { id: 'a', kind: 'item', name: 'Press', quantity: '2', unitPrice: '1000', taxBp: 1300, limits: { min: '1', max: '5' } },
  { id: 'b', kind: 'item', name: 'Feeder', unitPrice: '500', taxBp: 1300, isOptional: true },
  { id: 'c', kind: 'item', name: 'Big press', unitPrice: '9000', taxBp: 1300, alternativeOf: 'd' },
  { id: 'd', kind: 'item', name: 'Small press', unitPrice: '100', taxBp: 1300 },
].map((line) => QuoteLine.parse(line));

async function sent(
  user: TestUser,
  { daysAgo = 0, values = {} as object, change = {} as object, setsDealAmount = false, share = {} as object } = {},
) {
  const api = server.as(user);
  const { id } = await api.call(quotes.create, { body: { title: 'Press line', ...values } });
  const params = { id };
  const { revision } = await api.call(getQuoteDocument, { params });
  const content = { ...revision.content, lines, validDays: 10, ...change };
  const saved = await api.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
  const at = `${addDays(todayIn('Asia/Shanghai'), -daysAgo)}T00:00:00.000Z`;
  const { sha256 } = (await send(db, user.scope, id, { version: saved.revision.version, setsDealAmount }, at)).revision;
  const { url, link } = await api.call(shareQuote, { params, body: { language: 'en', ...share } });
  return { api, params, link, url, sha256: sha256 ?? '', customer: new Customer(url) };
}

/** Until so many statements wait for a lock. */
async function waiting(count: number): Promise<void> {
  const locks = sql<{
    n: number;
  }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await locks.execute(db)).rows[0]?.n).toBe(count);
}

async function eventsOf(workspaceId: string, kind: string) {
  return db.selectFrom('events').select('data').where('workspaceId', '=', workspaceId).where('kind', '=', kind).execute();
}

/** What a PDF says, without the blanks that a table puts between its cells. */
const flat = (pdf: Uint8Array): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s+/g, '');

test('page and PDF say it in the words of their reader, what is not translated as it was written, and which text counts', async () => {
  const { owner } = await buildWorkspace(db);
  const [first, ...others] = lines;
  const change = {
    language: 'zh-Hans',
    lines: [{ ...first, name: '压机', names: { en: 'Press' } }, ...others],
    intro: '您好',
    closing: '此致敬礼',
    terms: [{ id: 't', kind: 'warranty', title: '保修', text: '保修一年', plain: null }],
    translations: { en: { intro: 'Dear all', 'terms.t.text': 'One year', 'terms.gone.text': 'Nothing' } },
  };
  const { customer } = await sent(owner, { change });
  const english = (await customer.get()).text;
  for (const text of ['Dear all', 'Press', 'One year', '保修', '此致敬礼', 'What counts is the text in 简体中文'])
    expect(english).toContain(text);
  for (const text of ['您好', '保修一年', '压机', 'Nothing']) expect(english).not.toContain(text);
  const own = (await customer.get('?lang=zh-Hans')).text;
  for (const text of ['您好', '保修一年', '压机']) expect(own).toContain(text);
  expect(own).not.toMatch(/Dear all|译文/);
  const printed = flat((await customer.file('quote.pdf')).raw);
  expect(printed).toContain('Dearall');
  expect(printed).not.toContain('您好');
});

test('attachments are files of the quote, go out as they were sent, and no other can be asked for', async () => {
  const { owner } = await buildWorkspace(db);
  const api = server.as(owner);
  const upload = async (id: string, name: string) => {
    const file = api.with({ 'content-type': 'application/octet-stream' });
    return String((await file.raw('POST', `/api/v1/records/${id}/files?name=${name}`, Buffer.from(name))).json.id);
  };
  const quote = await api.call(quotes.create, { body: { title: 'Press line' } });
  const other = await api.call(quotes.create, { body: { title: 'Another' } });
  const [plan, kept, foreign] = [
    await upload(quote.id, 'plan.txt'),
    await upload(quote.id, 'notes.txt'),
    await upload(other.id, 'foreign.txt'),
  ];
  const params = { id: quote.id };
  const { revision } = await api.call(getQuoteDocument, { params });
  const write = (fileIds: string[]) => ({ version: revision.version, content: { ...revision.content, lines, fileIds } });
  expect(await api.refused(saveQuoteDocument, { params, body: write([plan, foreign]) })).toMatchObject({
    errors: [{ pointer: '/body/content/fileIds/1', code: 'not_found_reference' }],
  });
  const saved = await api.call(saveQuoteDocument, { params, body: write([plan]) });
  await api.call(sendQuote, { params, body: { version: saved.revision.version } });
  const customer = new Customer((await api.call(shareQuote, { params, body: { language: 'en' } })).url);
  const page = (await customer.get()).text;
  expect(page).toContain('plan.txt');
  expect(page).not.toContain('notes.txt');
  const file = await customer.file(plan);
  expect([file.status, file.raw.toString(), file.name]).toEqual([200, 'plan.txt', expect.stringContaining('plan.txt')]);
  for (const id of [kept, foreign]) expect((await customer.file(id)).status).toBe(404);
  // What the customer has stays whole: the file that went out is kept, the one beside it is not.
  const remove = (file: string) => api.delete(`/api/v1/files/${file}`);
  const { number } = await api.call(quotes.get, { params });
  const refusal = (await remove(plan)).json;
  expect(refusal).toMatchObject({ status: 409, code: 'offers.file_sent' });
  expect(refusal.detail).toMatch(new RegExp(`plan\\.txt.*revision 1 of quote ${number}.*new revision`));
  expect((await customer.file(plan)).status).toBe(200);
  expect((await remove(kept)).status).toBe(200);
  const second = (await api.call(reviseQuote, { params, body: {} })).revision;
  const without = { version: second.version, content: { ...second.content, fileIds: [] } };
  const next = await api.call(saveQuoteDocument, { params, body: without });
  await api.call(sendQuote, { params, body: { version: next.revision.version } });
  expect((await remove(plan)).json).toMatchObject({ status: 409, code: 'offers.file_kept' });
  expect((await customer.get('?lang=en&revision=2')).text).not.toContain('plan.txt');
});

test('what was accepted is kept out of the bin, alone and among others, and its page stays', async () => {
  const { owner } = await buildWorkspace(db);
  const { api, params, customer } = await sent(owner);
  expect((await api.call(getQuoteDocument, { params })).actions).toContain('delete');
  await customer.post('accept', await customer.form());
  const { number, state } = await api.call(quotes.get, { params });
  expect(state).toBe('accepted');
  const refusal = await api.refused(quotes.remove, { params });
  expect(refusal).toMatchObject({ status: 409, code: 'offers.accepted_stays', detail: expect.stringContaining(number) });
  expect((await api.call(getQuoteDocument, { params })).actions).not.toContain('delete');
  const other = await sent(owner);
  const select = { ids: [params.id, other.params.id] };
  expect(await api.call(quotes.bulkRemove, { body: { select } })).toMatchObject({
    changed: 1,
    refused: [{ id: params.id, code: 'offers.accepted_stays', params: { number } }],
  });
  expect((await customer.get()).status).toBe(200);
  expect((await other.customer.get()).status).toBe(404);
});

describe('accepting on the page', () => {
  test('keeps who, when, from where and what, once, and tells whoever looks after the quote', async () => {
    const { owner, id } = await buildWorkspace(db);
    const { api, params, customer, sha256 } = await sent(owner);
    const form = await customer.form();
    expect(form).toMatchObject({ sha256, version: '1' });
    expect(await customer.post('accept', form)).toMatchObject({ status: 303 });
    expect(await customer.post('accept', form)).toMatchObject({ status: 303 });
    const { quote, revision } = await api.call(getQuoteDocument, { params });
    expect([quote.state, revision.state, revision.decidedBy]).toEqual(['accepted', 'accepted', '李佳']);
    const { decisions } = await api.call(listQuoteLinks, { params });
    expect(decisions).toEqual([
      expect.objectContaining({
        outcome: 'accepted',
        name: '李佳',
        title: 'CFO',
        signature: { kind: 'typed', text: '李佳' },
        consent: expect.stringContaining('CN¥2,373.00'),
        userAgent: phone,
        ip: expect.stringMatching(/^10\.8\./),
        sha256,
        isAsSent: true,
      }),
    ]);
    expect(await eventsOf(id, 'quote.accepted')).toHaveLength(1);
    await runJobs(server);
    expect((await mailbox.next(owner.email)).text).toContain('李佳');
    const { data } = await api.call(listTasks, { query: { recordId: params.id } });
    expect(data).toHaveLength(1);
    const page = await customer.get();
    expect(page.text).toContain('Accepted by 李佳, CFO');
    expect(page.text).not.toContain('id="answer"');
    await expect(
      db.updateTable('quoteDecisions').set({ name: 'Another' }).where('workspaceId', '=', id).execute(),
    ).rejects.toThrow('does not change');
  });

  test('asks for a name, a signature and the tick, and keeps what was typed', async () => {
    const { owner } = await buildWorkspace(db);
    const { api, params, customer } = await sent(owner);
    const form = await customer.form();
    const empty = await customer.post('accept', { ...form, name: ' ', signature: '', title: '<b>CFO' });
    expect(empty.status).toBe(422);
    for (const text of ['Please give your name.', 'Please type or draw', '&lt;b&gt;CFO']) expect(empty.text).toContain(text);
    const { consent: _, ...unticked } = form;
    expect((await customer.post('accept', unticked)).text).toContain('Please tick the box');
    expect((await customer.post('accept', { ...form, signature: '', drawn: 'M0 0"><script>' })).status).toBe(422);
    expect((await api.call(quotes.get, { params })).state).not.toBe('accepted');
    expect((await customer.post('accept', { ...form, signature: '', drawn: 'M1 2L30 40L50 60M7 8L9 10' })).status).toBe(303);
    const [decision] = (await api.call(listQuoteLinks, { params })).decisions;
    expect(decision?.signature).toEqual({ kind: 'drawn', text: 'M1 2L30 40L50 60M7 8L9 10' });
  });

  test('of a choice is of that choice: priced by the same function, sealed, and followed by quote and deal', async () => {
    const { owner } = await buildWorkspace(db);
    const deal = await server.as(owner).call(deals.create, { body: { title: 'Press line' } });
    const { api, params, customer, sha256 } = await sent(owner, {
      values: { dealId: deal.id, isEmpty: true },
      setsDealAmount: true,
    });
    expect(await api.call(deals.get, { params: { id: deal.id } })).toMatchObject({ amountMinor: 210_000 });
    const choice = '?lang=en&choice=1&o.b=1&a.d=c&q.a=3';
    const page = await customer.get(choice);
    // (3 × 1,000 + 500 + 9,000) × 1.13
    expect(page.text).toContain('CN¥14,125.00');
    expect(page.text).toMatch(/name="q\.a"\s+value="3"\s+inputmode="numeric"/);
    expect(page.text).toMatch(/type="number"\s+min="1"\s+max="5"\s+step="1"/);
    for (const typed of ['9', '1.333333'])
      expect((await customer.get(`?lang=en&choice=1&q.a=${typed}`)).text).toContain(
        'Press: please choose a whole number from 1 to 5.',
      );
    expect((await customer.get('?lang=zh-Hans&choice=1&q.a=1.5')).text).toContain('Press：数量请填 1 至 5 之间的整数。');
    expect((await customer.get('?lang=zh-Hant&choice=1&q.a=1.5')).text).toContain('之間的整數');
    const form = await customer.form(choice);
    expect(form).toMatchObject({ choice: '1', 'o.b': '1', 'a.d': 'c', 'q.a': '3' });
    // Another choice than the one that was shown is not accepted unseen.
    const other = await customer.post('accept', { ...form, 'q.a': '2' });
    expect(other.status).toBe(409);
    expect(other.text).toContain('look at it once more');
    const parted = await customer.post('accept', { ...form, 'q.a': '1.333333' });
    expect(parted.status).toBe(409);
    expect(parted.text).toContain('please choose a whole number from 1 to 5');
    expect((await customer.post('accept', { ...form, 'q.a': '9' })).status).toBe(409);
    expect((await customer.post('accept', form)).status).toBe(303);
    const [decision] = (await api.call(listQuoteLinks, { params })).decisions;
    expect(decision).toMatchObject({ totalMinor: 1_412_500, isAsSent: false });
    expect(decision?.sha256).not.toBe(sha256);
    expect(await api.call(quotes.get, { params })).toMatchObject({ totalMinor: 1_412_500, state: 'accepted' });
    expect(await api.call(deals.get, { params: { id: deal.id } })).toMatchObject({ amountMinor: 1_250_000 });
    expect((await customer.get()).text).toContain('CN¥14,125.00');
    // What is ordered is the choice, not what was sent.
    const order = await api.call(createOrderFromQuote, { params, body: {} });
    expect(order).toMatchObject({ totalMinor: 1_412_500, netMinor: 1_250_000, lineCount: 3, deal: { id: deal.id } });
    // The same choice as was sent is the same quote to the byte.
    const same = await sent(owner);
    expect(await same.customer.form('?lang=en&choice=1&a.d=d&q.a=2.0')).toMatchObject({ sha256: same.sha256 });
  });

  test('prints as accepted, for the customer and for the seller; as it was sent it can still be had', async () => {
    const { owner } = await buildWorkspace(db);
    const { api, params, customer, sha256 } = await sent(owner);
    expect((await customer.file('accepted.pdf')).status).toBe(404);
    const form = await customer.form('?lang=en&choice=1&o.b=1&a.d=c&q.a=3');
    await customer.post('accept', { ...form, signature: '', drawn: 'M100 150L200 40L300 160L400 40M420 100L500 100' });
    const [decision] = (await api.call(listQuoteLinks, { params })).decisions;
    const theirs = await customer.file('accepted.pdf');
    expect([theirs.status, theirs.name]).toEqual([200, expect.stringMatching(/QU-\d{4}-0001-accepted\.pdf/)]);
    const accepted = flat(theirs.raw);
    for (const part of ['Quote, as accepted', '3,000.00', '(optional, chosen)', '14,125.00', '李佳, CFO', 'with a signature'])
      expect(accepted).toContain(part.replaceAll(/\s+/g, ''));
    // What was accepted, and the frozen version that it rests on.
    for (const hash of [decision?.sha256 ?? 'none', sha256]) expect(accepted).toContain(hash);
    const before = flat((await customer.file('quote.pdf')).raw);
    expect(before).toContain('2,373.00');
    for (const part of ['14,125.00', '李佳', decision?.sha256 ?? '']) expect(before).not.toContain(part);

    const headers = { cookie: String(server.as(owner).headers['cookie']) };
    const own = async (query: string) =>
      flat((await server.app.inject({ url: `/api/v1/quotes/${params.id}/pdf?${query}`, headers })).rawPayload);
    expect(await own('language=en')).toBe(accepted);
    expect(await own('language=en&as=sent')).toBe(before);
    expect(await own('language=zh-Hans')).toContain('报价单（客户已确认）');
    const page = await customer.get();
    for (const text of ['/files/accepted.pdf', 'as it was sent']) expect(page.text).toContain(text);
  });

  test('is saved with the watermark of the link across every page, behind a text that can still be read and searched', async () => {
    const { owner } = await buildWorkspace(db);
    const { api, params, customer } = await sent(owner);
    const marked = await api.call(shareQuote, { params, body: { language: 'en', watermark: 'For Blue Water only' } });
    const theirs = new Customer(marked.url);
    const check = async (name: string, said: string) => {
      const [plain, with_] = [(await customer.file(name)).raw, (await theirs.file(name)).raw];
      // Slanted and behind the text it is a picture; what it says stands once a page in the foot, and the rest reads as without.
      const mark = /ForBlueWateronly·\d{1,2}\w+?\d{4}/;
      expect(flat(with_)).toMatch(mark);
      expect(flat(with_).replace(mark, '')).toBe(flat(plain));
      expect(flat(plain)).toContain(said);
      expect(with_.length).toBeGreaterThan(plain.length + 2000);
      expect(with_.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
    };
    await check('quote.pdf', '2,373.00');
    await customer.post('accept', await customer.form());
    await check('accepted.pdf', '李佳,CFO');
  });

  test('noted by the seller prints with who said it and when, over what was sent', async () => {
    const { owner } = await buildWorkspace(db);
    const { api, params, customer, sha256 } = await sent(owner);
    await api.call(acceptQuote, { params, body: { revision: 1, by: 'Ms Li', note: 'On the phone, after two calls' } });
    const printed = flat((await customer.file('accepted.pdf')).raw);
    for (const part of ['AcceptedbyMsLi', 'Toldtous', 'Thequoteasitwassent', sha256, '2,373.00']) expect(printed).toContain(part);
    // What the seller noted for colleagues is not for the customer.
    expect(printed).not.toContain('twocalls');
  });

  test('of a choice is re-priced with the promotions of the quote, ordered at that to the cent, and counted against the budget', async () => {
    const { owner } = await buildWorkspace(db);
    const action = { kind: 'percent' as const, bp: 1000 };
    const made = await server.as(owner).call(createPromotion, { body: { name: 'Spring weeks', budgetMinor: 300_00, action } });
    const promotions = [QuotePromotion.parse({ id: made.id, name: made.name, isForAll: true, action })];
    const { api, params, customer } = await sent(owner, { change: { promotions } });
    const named = async () => (await api.call(quotes.get, { params })).promotions;
    expect(await named()).toBe('Spring weeks');
    const used = async () => (await api.call(listPromotions, {})).data.map(({ usedMinor }) => usedMinor);
    expect(await used()).toEqual([210_00]);
    // (2 × 1,000 + 100) × 0.9 × 1.13
    const asSent = await customer.get();
    for (const text of ['Spring weeks', '−CN¥210.00', 'CN¥2,135.70']) expect(asSent.text).toContain(text);
    const choice = '?lang=en&choice=1&o.b=1&a.d=c&q.a=3';
    // (3 × 1,000 + 500 + 9,000) × 0.9 × 1.13
    const chosen = await customer.get(choice);
    for (const text of ['Spring weeks', '−CN¥1,250.00', 'CN¥12,712.50']) expect(chosen.text).toContain(text);
    expect((await customer.post('accept', await customer.form(choice))).status).toBe(303);
    expect(await named()).toBe('Spring weeks');
    const order = await api.call(createOrderFromQuote, { params, body: {} });
    expect(order).toMatchObject({ netMinor: 1_125_000, taxMinor: 146_250, totalMinor: 1_271_250, lineCount: 3 });
    const { lines: ordered } = await api.call(getOrderDocument, { params: { id: order.id } });
    expect(ordered.map(({ discountBp }) => discountBp)).toEqual([1000, 1000, 1000]);
    // What was offered holds, though it goes beyond the budget; nothing more is given.
    expect(await used()).toEqual([1250_00]);
    const { revision } = await api.call(getQuoteDocument, { params });
    expect(revision.totals.promotions).toEqual([{ id: made.id, amountMinor: 210_00 }]);
    await expect(sent(owner, { change: { promotions } })).rejects.toThrow('offers.cannot_be_sent');
  });

  test('names a promotion in the language of its reader, on page and PDF, before and after', async () => {
    const { owner } = await buildWorkspace(db);
    const action = { kind: 'percent' as const, bp: 1000 };
    const names = { 'zh-Hans': '春季促销' };
    const made = await server.as(owner).call(createPromotion, { body: { name: 'Spring weeks', names, action } });
    const promotions = [QuotePromotion.parse({ id: made.id, name: made.name, names, isForAll: true, action })];
    const { api, params, customer } = await sent(owner, { change: { language: 'zh-Hans', promotions } });
    const pages = async () => [(await customer.get()).text, (await customer.get('?lang=zh-Hans')).text] as const;
    const [english, chinese] = await pages();
    expect(english).toContain('Spring weeks');
    expect(english).not.toContain('春季促销');
    expect(chinese).toContain('春季促销');
    expect(chinese).not.toMatch(/Spring weeks|译文/);
    expect(flat((await customer.file('quote.pdf')).raw)).toContain('Springweeks');
    // What was sent keeps its names, whatever the promotion is called now.
    await api.call(updatePromotion, { params: { id: made.id }, body: { version: made.version, name: 'Summer', names: null } });
    expect(await pages()).toEqual([english, chinese]);
    expect((await customer.post('accept', await customer.form())).status).toBe(303);
    expect(flat((await customer.file('accepted.pdf')).raw)).toContain('Springweeks');
    expect((await api.call(quotes.get, { params })).promotions).toBe('Spring weeks');
  });

  test('is refused once it ran out, was replaced, declined, revoked, noted by the seller, or shows another quote', async () => {
    const { owner } = await buildWorkspace(db);
    const over = await sent(owner, { daysAgo: 11 });
    expect((await over.customer.get()).text).not.toContain('id="answer"');
    const fields = { name: 'Li', signature: 'Li', consent: '1', version: '1' };
    const late = await over.customer.post('accept', { ...fields, sha256: over.sha256 });
    expect(late.status).toBe(409);
    expect(late.text).toContain('was valid until');

    const replaced = await sent(owner);
    const form = await replaced.customer.form();
    const { revision } = await replaced.api.call(reviseQuote, { params: replaced.params, body: {} });
    await replaced.api.call(sendQuote, { params: replaced.params, body: { version: revision.version } });
    const old = await replaced.customer.post('accept', form);
    expect(old.status).toBe(409);
    expect(old.text).toContain('replaced by version 2');
    expect((await replaced.customer.post('accept', await replaced.customer.form('?lang=en&revision=2'))).status).toBe(303);

    const declined = await sent(owner);
    const yes = await declined.customer.form();
    expect((await declined.customer.post('decline', { name: 'Li', version: '1' })).text).toContain('a few words why');
    expect((await declined.customer.post('decline', { name: 'Li', reason: 'Too\r\nslow', version: '1' })).status).toBe(303);
    expect((await declined.customer.post('accept', yes)).status).toBe(409);
    const [no] = (await declined.api.call(listQuoteLinks, { params: declined.params })).decisions;
    expect(no).toMatchObject({ outcome: 'declined', reason: 'Too\nslow', signature: null });

    const noted = await sent(owner);
    const mine = await noted.customer.form();
    await noted.api.call(acceptQuote, { params: noted.params, body: { revision: 1, by: 'Ms Li' } });
    expect((await noted.customer.post('decline', { name: 'Li', reason: 'No', version: '1' })).status).toBe(409);
    expect((await noted.customer.post('accept', mine)).status).toBe(303);
    expect((await noted.api.call(listQuoteLinks, { params: noted.params })).decisions).toEqual([]);

    const revoked = await sent(owner);
    const then = await revoked.customer.form();
    await revoked.api.call(revokePublicLink, { params: { id: revoked.link.id } });
    expect((await revoked.customer.post('accept', then)).status).toBe(404);
    const stranger = await sent((await buildWorkspace(db)).owner);
    expect((await stranger.customer.post('accept', { ...then, version: '7' })).status).toBe(409);
    expect((await stranger.customer.post('accept', then)).status).toBe(409);
    expect((await stranger.customer.post('other', then)).status).toBe(404);
  });

  test('holds while the next revision is being written, which is over then; after a no it goes on', async () => {
    const { owner } = await buildWorkspace(db);
    const yes = await sent(owner);
    await yes.api.call(reviseQuote, { params: yes.params, body: {} });
    expect((await yes.customer.post('accept', await yes.customer.form())).status).toBe(303);
    expect((await yes.api.call(getQuoteDocument, { params: yes.params })).quote).toMatchObject({
      state: 'accepted',
      revision: 1,
    });
    const no = await sent(owner);
    await no.api.call(reviseQuote, { params: no.params, body: {} });
    expect((await no.customer.post('decline', { name: 'Li', reason: 'No', version: '1' })).status).toBe(303);
    const { quote, revisions } = await no.api.call(getQuoteDocument, { params: no.params });
    expect([quote.state, ...revisions.map(({ state }) => state)]).toEqual(['draft', 'draft', 'declined']);
  });

  test('is for the customer: whoever is signed in here notes it there, and a link with a code is read with it first', async () => {
    const { owner } = await buildWorkspace(db);
    const { api, params, customer } = await sent(owner);
    const form = await customer.form();
    const own = await customer.post('accept', form, { cookie: String(server.as(owner).headers['cookie']) });
    expect(own.status).toBe(403);
    const code = { channel: 'mail' as const, to: 'li@bluewater.test' };
    const body = { recordId: params.id, page: 'quote', parts: [], language: 'en' as const, code };
    const { url } = await api.call(createPublicLink, { body });
    expect(await new Customer(url).post('accept', form)).toMatchObject({ status: 303 });
    expect((await api.call(quotes.get, { params })).state).not.toBe('accepted');
  });

  test.each(['accept', 'decline'])('the first opening of a link and %s on it, at once, are both done', async (act) => {
    const { owner } = await buildWorkspace(db);
    const { api, params, customer } = await sent(owner);
    const form =
      act === 'accept'
        ? await customer.form('?lang=en', 'Slackbot-LinkExpanding 1.0')
        : { name: 'Li', reason: 'No', version: '1' };
    expect((await api.call(quotes.get, { params })).state).toBe('sent');
    // Whoever holds the quote lets both come: the answer first, then the opening, which has its link by then.
    const [answer, opening] = await db
      .transaction()
      .execute(async (tx) => {
        const held = tx.selectFrom('quotes').select('id').where('workspaceId', '=', owner.workspaceId);
        await held.where('id', '=', params.id).forUpdate().execute();
        const answered = customer.post(act, form);
        await waiting(1);
        const opened = customer.get();
        await waiting(2);
        return [answered, opened];
      })
      .then((both) => Promise.all(both));
    expect([answer?.status, opening?.status]).toEqual([303, 200]);
    expect((await api.call(quotes.get, { params })).state).toBe(act === 'accept' ? 'accepted' : 'declined');
  });

  test('a hundred at once are one', async () => {
    const { owner, id } = await buildWorkspace(db);
    const { api, params, customer } = await sent(owner);
    const form = await customer.form();
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        index % 10 === 9
          ? customer.post('decline', { name: 'Li', reason: 'No', version: '1' })
          : customer.post('accept', { ...form, name: `Li ${index}` }),
      ),
    );
    expect(replies.filter(({ status }) => status !== 303 && status !== 409)).toEqual([]);
    expect((await api.call(listQuoteLinks, { params })).decisions).toHaveLength(1);
    const all = [...(await eventsOf(id, 'quote.accepted')), ...(await eventsOf(id, 'quote.declined'))];
    expect(all).toHaveLength(1);
    expect((await api.call(listTasks, { query: { recordId: params.id } })).data).toHaveLength(1);
  });
});

/** The code of the next mail; the six digits stand in a line of their own. */
async function mailedCode(): Promise<string> {
  await runJobs(server);
  const { text } = await mailbox.next(reader);
  expect(text).toContain('With this code you accept');
  return /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? '';
}

/** Makes it look as if a link's last code had been sent so many seconds earlier. */
async function ago(linkId: string, { scope: { workspaceId } }: TestWorkspace, seconds: number): Promise<void> {
  const codes = db.selectFrom('publicLinkCodes').where('workspaceId', '=', workspaceId).where('linkId', '=', linkId);
  const row = await codes.select(['sentAt', 'expiresAt', 'countedSince']).executeTakeFirstOrThrow();
  const earlier = (at: string): string => new Date(Date.parse(at) - seconds * 1000).toISOString();
  const set = { sentAt: earlier(row.sentAt), expiresAt: earlier(row.expiresAt), countedSince: earlier(row.countedSince) };
  const update = db.updateTable('publicLinkCodes').set(set).where('workspaceId', '=', workspaceId);
  await update.where('linkId', '=', linkId).execute();
}

const reader = 'jia.li@bluewater.test';
const share: Pick<QuoteShare, 'code'> = { code: { channel: 'mail', to: reader, when: 'accepting' } };
const wrongFor = (code: string): string => (code === '000000' ? '111111' : '000000');

describe('accepting with a code that goes to the reader', () => {
  test('shows the page to anybody, sends a code with the first form, keeps what was typed, and accepts with the right one', async () => {
    const { owner, id } = await buildWorkspace(db);
    const { api, params, customer, link, sha256 } = await sent(owner, { share });
    expect(link.code).toEqual({ channel: 'mail', to: reader, when: 'accepting' });
    const { text } = await customer.get();
    for (const part of ['Press', 'j•••@bluewater.test', 'Go on: send me the code']) expect(text).toContain(part);
    for (const part of [reader, 'name="code"', 'Accepting is binding']) expect(text).not.toContain(part);
    const drawn = 'M1 2L30 40L50 60';
    const form = { ...(await customer.form('?lang=en&choice=1&o.b=1&a.d=d&q.a=3')), signature: '', drawn, title: '<CFO>' };
    // Nothing goes out for a form that lacks something, or shows another quote.
    expect((await customer.post('accept', { ...form, name: '' })).text).toContain('Go on: send me the code');
    expect((await customer.post('accept', { ...form, sha256 })).status).toBe(409);
    const first = await customer.post('accept', form);
    expect(first.status).toBe(422);
    const kept = ['name="code"', 'The code is on its way', 'value="李佳"', '&lt;CFO&gt;', `name="drawn" value="${drawn}"`];
    for (const part of [...kept, `d="${drawn}"`, 'name="q.a" value="3"', 'checked']) expect(first.text).toContain(part);
    const code = await mailedCode();
    expect((await api.call(quotes.get, { params })).state).not.toBe('accepted');

    expect((await customer.post('accept', { ...form, code: ' ' })).text).toContain('Please enter the code');
    const unticked = await customer.post('accept', { ...form, code, consent: '0', name: '' });
    for (const part of ['Please give your name', `value="${code}"`]) expect(unticked.text).toContain(part);
    const wrong = await customer.post('accept', { ...form, code: wrongFor(code) });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('That is not the code')]);
    expect((await customer.post('accept', { ...form, code, again: '1' })).text).toContain('less than a minute ago');
    // As a phone with a Chinese keyboard writes it.
    const wide = code.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const replies = await Promise.all([1, 2, 3].map(() => customer.post('accept', { ...form, code: wide })));
    expect(replies.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await customer.post('accept', form)).toMatchObject({ status: 303 });
    const { decisions } = await api.call(listQuoteLinks, { params });
    expect(decisions).toEqual([
      expect.objectContaining({ provedTo: reader, name: '李佳', signature: { kind: 'drawn', text: drawn }, isAsSent: false }),
    ]);
    expect(await eventsOf(id, 'quote.accepted')).toHaveLength(1);
    expect(flat((await customer.file('accepted.pdf')).raw)).toContain(`codesentto${reader}`);
  });

  test('is refused without it, with one of another link, once it is over or was entered wrong too often, and on a revoked link', async () => {
    const workspace = await buildWorkspace(db);
    const { api, params, customer, link, url } = await sent(workspace.owner, { share });
    const form = await customer.form();
    const isOpen = async () => (await api.call(quotes.get, { params })).state !== 'accepted';
    // What was never sent.
    expect((await customer.post('accept', { ...form, code: '123456' })).text).toContain('no longer holds');
    await customer.post('accept', form);
    const code = await mailedCode();
    const other = await sent(workspace.owner, { share });
    const theirs = await other.customer.form();
    expect((await other.customer.post('accept', { ...theirs, code })).text).toContain('no longer holds');
    const second = await api.call(shareQuote, { params, body: { language: 'en', ...share } });
    expect((await new Customer(second.url).post('accept', { ...form, code })).status).toBe(422);
    // The forms that open a page take no code of this kind, and open nothing that would prove an address.
    const { pathname } = new URL(url);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address() };
    const entered = await server.app.inject({ method: 'POST', url: `${pathname}/enter`, headers, payload: `code=${code}` });
    expect([entered.statusCode, entered.headers['set-cookie']]).toEqual([303, undefined]);

    for (let tries = 1; tries < maximumTries; tries++)
      expect((await customer.post('accept', { ...form, code: wrongFor(code) })).text).toContain('That is not the code');
    const last = await customer.post('accept', { ...form, code: wrongFor(code) });
    expect(last.text).toContain('wrong too often');
    expect(last.text).not.toContain('name="code"');
    expect((await customer.post('accept', { ...form, code })).text).toContain('wrong too often');
    await ago(link.id, workspace, 61);
    await customer.post('accept', form);
    const late = await mailedCode();
    await ago(link.id, workspace, 601);
    expect((await customer.post('accept', { ...form, code: late })).text).toContain('no longer holds');
    for (let count = 2; count < codesAnHour; count++) {
      await customer.post('accept', form);
      await mailedCode();
      await ago(link.id, workspace, 61);
    }
    expect((await customer.post('accept', form)).text).toContain('Too many codes');
    expect(await isOpen()).toBe(true);
    await api.call(revokePublicLink, { params: { id: link.id } });
    expect((await customer.post('accept', { ...form, code: late })).status).toBe(404);
    expect(await isOpen()).toBe(true);
    expect((await api.call(listQuoteLinks, { params })).decisions).toEqual([]);
  });

  test('sends none for what was replaced or has run out, and none to the customer of a colleague', async () => {
    const { owner } = await buildWorkspace(db);
    const replaced = await sent(owner, { share });
    const form = await replaced.customer.form();
    const { revision } = await replaced.api.call(reviseQuote, { params: replaced.params, body: {} });
    await replaced.api.call(sendQuote, { params: replaced.params, body: { version: revision.version } });
    expect((await replaced.customer.post('accept', form)).text).toContain('replaced by version 2');
    const over = await sent(owner, { share, daysAgo: 11 });
    const late = { name: 'Li', signature: 'Li', consent: '1', version: '1', sha256: over.sha256 };
    expect((await over.customer.post('accept', late)).status).toBe(409);
    const open = await sent(owner, { share });
    const cookie = String(server.as(owner).headers['cookie']);
    expect((await open.customer.post('accept', await open.customer.form(), { cookie })).status).toBe(403);
    const codes = db.selectFrom('publicLinkCodes').selectAll().where('workspaceId', '=', owner.scope.workspaceId);
    expect(await codes.execute()).toEqual([]);
    // A no proves nothing, and needs no code.
    expect((await open.customer.post('decline', { name: 'Li', reason: 'No', version: '1' })).status).toBe(303);
  });

  test('is asked for at opening unless it is said otherwise, and on no page that has nothing to accept', async () => {
    const { owner } = await buildWorkspace(db);
    const { link } = await sent(owner, { share: { code: { channel: 'mail', to: reader } } });
    expect(link.code?.when).toBe('opening');
    const deal = await server.as(owner).call(deals.create, { body: { title: 'Press line' } });
    const body = { recordId: deal.id, page: 'deal', parts: [], language: 'en', ...share };
    const refused = await server.as(owner).post('/api/v1/public-links', body);
    expect(refused.json.errors).toEqual([
      expect.objectContaining({ pointer: '/body/code/when', code: 'records.nothing_to_accept' }),
    ]);
  });
});
