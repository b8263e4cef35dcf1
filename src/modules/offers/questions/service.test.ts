import { expect, test } from 'vitest';
import { buildWorkspace, type TestUser } from '../../../../test/build.ts';
import { startMailbox } from '../../../../test/e2e/mail.ts';
import { testServer } from '../../../../test/http.ts';
import { runJobs } from '../../../../test/jobs.ts';
import { listTasks } from '../../timeline/tasks/contract.ts';
import { chaseQuotes } from '../chasing/service.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote } from '../deciding/contract.ts';
import { sendQuote as send } from '../freezing/service.ts';
import { getQuoteDocument, saveQuoteDocument } from '../revisions/contract.ts';
import { shareQuote } from '../sharing/contract.ts';
import { answerQuoteQuestion, listQuoteQuestions, questionsADay } from './contract.ts';

const mailbox = await startMailbox();
const server = await testServer({ PUBLIC_URL: 'https://crm.test', SMTP_URL: mailbox.url });
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50';
const reader = 'jia.li@bluewater.test';

let strangers = 0;
async function visit(url: string, method: 'GET' | 'POST' = 'GET', act = '', fields: Record<string, string> = {}) {
  strangers += 1;
  const reply = await server.app.inject({
    method,
    url: `${new URL(url).pathname}${act}?lang=en`,
    headers: {
      'user-agent': phone,
      'x-forwarded-for': `10.7.${Math.floor(strangers / 250)}.${strangers % 250}`,
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(method === 'POST' && { payload: new URLSearchParams(fields).toString() }),
  });
  return { status: reply.statusCode, text: reply.body, to: String(reply.headers.location ?? '') };
}

async function sent(user: TestUser, hoursAgo = 0) {
  const api = server.as(user);
  const { id } = await api.call(quotes.create, { body: { title: 'Press line' } });
  const params = { id };
  const { revision } = await api.call(getQuoteDocument, { params });
  const lines = [QuoteLine.parse({ id: 'a', kind: 'item', name: 'Press', unitPrice: '1000' })];
  const body = { version: revision.version, content: { ...revision.content, lines } };
  const saved = await api.call(saveQuoteDocument, { params, body });
  const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
  await send(server.db, user.scope, id, { version: saved.revision.version }, at);
  const { url } = await api.call(shareQuote, { params, body: { language: 'en' } });
  return { api, params, url };
}

test('a customer asks about a line, the seller is told and answers, and the customer has it by mail and on the page', async () => {
  const { owner } = await buildWorkspace(server.db);
  const { api, params, url } = await sent(owner);
  const question = { name: 'Li', question: 'How <long>\r\nto deliver?', line: 'a', email: reader };
  const wrong = await visit(url, 'POST', '/ask', { ...question, question: ' ', email: 'nobody' });
  expect(wrong.status).toBe(422);
  for (const text of ['Please write your question.', 'That is no mail address.']) expect(wrong.text).toContain(text);
  expect(await visit(url, 'POST', '/ask', question)).toMatchObject({ status: 303, to: expect.stringContaining('asked=asked') });
  // A double click is one question.
  await visit(url, 'POST', '/ask', question);
  await runJobs(server);
  expect((await mailbox.next(owner.email)).text).toContain('to deliver?');
  const [asked] = (await api.call(listQuoteQuestions, { params })).data;
  expect(asked).toMatchObject({ lineName: 'Press', revision: 1, replyTo: reader, text: 'How <long>\nto deliver?', replies: [] });
  const answer = { questionId: asked?.id ?? '', text: 'Six weeks.' };
  await api.call(answerQuoteQuestion, { params, body: answer });
  await runJobs(server);
  const mail = (await mailbox.next(reader)).text;
  expect(mail).toContain('Six weeks.');
  const own = /https:\/\/crm\.test\/p\/[\w-]{43}/.exec(mail)?.[0] ?? '';
  for (const address of [url, own]) {
    const { text } = await visit(address);
    expect(text).toContain('How &lt;long&gt;');
    expect(text).toContain('Six weeks.');
  }
  const stranger = server.as((await buildWorkspace(server.db)).owner);
  expect(await stranger.refused(listQuoteQuestions, { params })).toMatchObject({ status: 404 });
  expect(await stranger.refused(answerQuoteQuestion, { params, body: answer })).toMatchObject({ status: 404 });
});

test('a link asks so many questions a day', async () => {
  const { owner } = await buildWorkspace(server.db);
  const { api, params, url } = await sent(owner);
  for (let count = 0; count < questionsADay; count += 1)
    await visit(url, 'POST', '/ask', { name: 'Li', question: `Question ${count}` });
  const { to } = await visit(url, 'POST', '/ask', { name: 'Li', question: 'One more' });
  expect(to).toContain('asked=many');
  expect((await api.call(listQuoteQuestions, { params })).data).toHaveLength(questionsADay);
});

test('whoever looks after a quote is asked once to follow it up: after two days, or when it was opened twice', async () => {
  const { owner } = await buildWorkspace(server.db);
  const [fresh, quiet, read, done] = [await sent(owner), await sent(owner, 49), await sent(owner), await sent(owner, 49)];
  await visit(fresh.url);
  await visit(read.url);
  await visit(read.url);
  await done.api.call(acceptQuote, { params: done.params, body: { revision: 1, by: 'Ms Li' } });
  await chaseQuotes(server.db);
  await chaseQuotes(server.db);
  const tasksOf = async ({ api, params }: typeof fresh) =>
    (await api.call(listTasks, { query: { recordId: params.id } })).data.map(({ subject }) => subject);
  expect(await tasksOf(fresh)).toEqual([]);
  expect(await tasksOf(done)).toEqual([]);
  expect(await tasksOf(quiet)).toEqual([expect.stringMatching(/two days|两天/)]);
  expect(await tasksOf(read)).toEqual([expect.stringMatching(/opened again|多次/)]);
});
