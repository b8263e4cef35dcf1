import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnv } from './env.ts';
import { runJob } from './jobs.ts';
import { canSendLinks, mailJobs, publicLink, readSmtp, requireMail } from './mail.ts';

const received: { from: string; to: string[]; text: string }[] = [];
let refusal: { responseCode: number } | null = null;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, done) => (refusal ? done(Object.assign(new Error('no'), refusal)) : done()),
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map((one) => one.address),
        text: Buffer.concat(parts).toString(),
      });
      done();
    });
  },
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
  url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((done) => smtp.close(done)));

const mail = {
  to: 'bo@acme.test',
  subject: '邀请你加入 <Acme>',
  language: 'zh-Hans' as const,
  paragraphs: ['Ann & <b>co</b> 邀请你'],
  button: { label: '接受', url: 'https://crm.test/invitation?token=abc&x=1' },
  messageId: 'one',
};
const errors: object[] = [];

function send(source: Record<string, string>): Promise<void> {
  const [job] = mailJobs;
  if (!job) throw new Error('no mail job');
  const logger = { info: () => {}, warn: () => {}, error: (data: object) => errors.push(data) };
  return runJob(job, mail, { db: {} as never, env: readEnv(source), logger, signal: new AbortController().signal });
}

test('sends text and HTML, escaped, from our own host', async () => {
  await send({ SMTP_URL: url, PUBLIC_URL: 'https://crm.test' });
  expect(received).toMatchObject([{ from: 'no-reply@crm.test', to: ['bo@acme.test'] }]);
  const raw = received[0]?.text ?? '';
  const html = raw.slice(raw.indexOf('text/html'));
  expect(html).toContain('&lt;b&gt;');
  expect(html).not.toContain('<b>co</b>');
  expect(raw).toContain('<one@crm.test>');
});

test('tries again later when the server is away or busy, and gives up when it refuses for good', async () => {
  await expect(send({ SMTP_URL: 'smtp://127.0.0.1:1' })).rejects.toThrow(/./);
  refusal = { responseCode: 451 };
  await expect(send({ SMTP_URL: url })).rejects.toThrow(/./);
  refusal = { responseCode: 550 };
  errors.length = 0;
  await send({ SMTP_URL: url });
  expect(errors).toHaveLength(1);
});

test('refuses links and mail while the program does not know its address or a mail server', () => {
  const bare = readEnv({});
  const full = readEnv({ PUBLIC_URL: 'https://crm.test/app/', SMTP_URL: 'smtp://127.0.0.1:1' });
  expect(() => publicLink(bare, '/x')).toThrow(expect.objectContaining({ code: 'public_url_missing', status: 503 }));
  expect(() => requireMail(bare)).toThrow(expect.objectContaining({ code: 'mail_missing' }));
  expect(publicLink(full, '/x')).toBe('https://crm.test/app/x');
  expect([canSendLinks(bare), canSendLinks(readEnv({ SMTP_URL: 'smtp://127.0.0.1:1' })), canSendLinks(full)]).toEqual([
    false,
    false,
    true,
  ]);
});

test.each([
  ['smtp://127.0.0.1:25', 'Chengdan <no-reply@crm.test>'],
  ['smtp://crm%40acme.test:pw@mail.test:587', 'Chengdan <crm@acme.test>'],
  ['smtp://u:pw@mail.test?from=CRM%20%3Ccrm%40acme.test%3E', 'CRM <crm@acme.test>'],
])('the sender of %s is %s', (smtpUrl, sender) => {
  expect(readSmtp(smtpUrl, { PUBLIC_URL: 'https://crm.test' })).toMatchObject({ sender });
});
