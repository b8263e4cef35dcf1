import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Env } from './env.ts';
import { DomainError } from './errors.ts';
import { enqueue, job, type JobContext } from './jobs.ts';
import type { Language } from './languages.ts';
import { traced } from './tracing/spans.ts';
import type { Company } from './public/company.ts';
import { escapeHtml } from './public/html.ts';
import { inkOn } from './public/ink.ts';
import type { Scope } from './scope.ts';
import type { Tx } from './tx.ts';

export interface Mail {
  to: string;
  subject: string;
  language: Language;
  paragraphs: readonly string[];
  /** In whose name it is written; the product's where it is missing. */
  company?: Company;
  /** The one thing to do; the address is also written out below it. */
  button?: { label: string; url: string };
}

export interface MailPayload extends Mail {
  messageId: string;
  /** Who gets the answer. */
  replyTo?: { name: string; address: string };
}

/** What is known only when a mail leaves: its parts are too large to wait in a job. */
export interface MailNow extends MailPayload {
  attachments?: readonly { name: string; mediaType: string; content: Uint8Array }[];
}

/** True when a link can be mailed: the program knows its own address and a mail server. */
export function canSendLinks(env: Env): boolean {
  return env.PUBLIC_URL !== undefined && env.SMTP_URL !== undefined;
}

/** The full address of a path, for a link that leaves the program; refused while PUBLIC_URL is unset. */
export function publicLink(env: Env, path: string): string {
  if (env.PUBLIC_URL === undefined) throw new DomainError('public_url_missing');
  return env.PUBLIC_URL + path;
}

/** Refuses while no mail server is set, so that nobody waits for a mail that cannot leave. */
export function requireMail(env: Env): void {
  if (env.SMTP_URL === undefined) throw new DomainError('mail_missing');
}

type CompanyFinder = (tx: Tx, scope: Scope, language: Language) => Promise<Company>;
let findCompany: CompanyFinder | undefined;

/** Says how the company of a workspace is found; called once when the program is composed. */
export function registerMailCompany(finder: CompanyFinder): void {
  findCompany = finder;
}

/**
 * Writes a mail in the transaction of what it tells of; it is sent once that is committed. It carries name, logo and colour of
 * the scope's company.
 */
export async function sendMail(tx: Tx, mail: Mail, scope?: Scope): Promise<void> {
  const company = mail.company ?? (scope && (await findCompany?.(tx, scope, mail.language)));
  const payload: MailPayload = { ...mail, ...(company && { company }), messageId: randomUUID() };
  await enqueue(tx, 'mail.send', payload);
}

export const mailJobs = [
  job<MailPayload>('mail.send', async (mail, context) => {
    await handOver(mail, context);
  }),
];

/** Hands a mail over in a job: `refused` is for good, and whatever may pass is thrown, so that the job is tried again. */
export async function handOver(mail: MailNow, { env, logger }: Pick<JobContext, 'env' | 'logger'>): Promise<'sent' | 'refused'> {
  if (env.SMTP_URL === undefined) {
    logger.error({ messageId: mail.messageId }, 'mail not sent: SMTP_URL is unset');
    return 'refused';
  }
  try {
    await deliver(env, env.SMTP_URL, mail);
    return 'sent';
  } catch (error) {
    // A server that says no for good (5xx) says so again; anything else is tried again later.
    if (!isRefusedForGood(error)) throw error;
    logger.error({ messageId: mail.messageId, err: error }, 'mail refused by the mail server');
    return 'refused';
  }
}

/** Hands a mail to the mail server now; what goes wrong is thrown. */
export async function deliver(env: Pick<Env, 'PUBLIC_URL'>, smtpUrl: string, mail: MailNow): Promise<void> {
  const { server, sender } = readSmtp(smtpUrl, env);
  const transport = createTransport(server);
  const attributes = { 'server.address': new URL(server).hostname };
  try {
    await traced({ name: 'send mail', kind: 'client', attributes }, () =>
      transport.sendMail({
        from: sender,
        to: mail.to,
        subject: mail.subject,
        messageId: `<${mail.messageId}@${new URL(env.PUBLIC_URL ?? 'http://localhost').hostname}>`,
        text: textOf(mail),
        html: htmlOf(mail, env.PUBLIC_URL),
        ...(mail.replyTo && { replyTo: mail.replyTo }),
        ...(mail.attachments && { attachments: mail.attachments.map(attached) }),
      }),
    );
  } finally {
    transport.close();
  }
}

/** `smtp://user:password@host:587?from=CRM <crm@example.com>`; the sender is the user, or no-reply at our own host, unless given. */
export function readSmtp(smtpUrl: string, env: Pick<Env, 'PUBLIC_URL'>): { server: string; sender: string } {
  const url = new URL(smtpUrl);
  const given = url.searchParams.get('from');
  url.searchParams.delete('from');
  const user = decodeURIComponent(url.username);
  const host = new URL(env.PUBLIC_URL ?? 'http://localhost').hostname;
  return { server: url.href, sender: given ?? `Chengdan <${user.includes('@') ? user : `no-reply@${host}`}>` };
}

function attached({ name, mediaType, content }: NonNullable<MailNow['attachments']>[number]) {
  return { filename: name, contentType: mediaType, content: Buffer.from(content) };
}

function isRefusedForGood(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('responseCode' in error)) return false;
  // 535: wrong user or password, which the operator mends while the mail waits.
  return typeof error.responseCode === 'number' && error.responseCode >= 500 && error.responseCode !== 535;
}

function textOf({ paragraphs, button }: Mail): string {
  return [...paragraphs, ...(button ? [`${button.label}: ${button.url}`] : [])].join('\n\n');
}

const plainColor = '#3548a5';

/** The company's logo, from our own address, with its name beside it: a mail program that loads no pictures shows the name. */
function headOf({ company }: Mail, publicUrl: string | undefined): string {
  if (!company || company.name === '') return '';
  const { name, logo } = company;
  const height = 36;
  const picture =
    logo && publicUrl !== undefined
      ? `<img src="${escapeHtml(publicUrl + logo.path)}" alt="" height="${height}" width="${Math.round((logo.width / logo.height) * height)}" style="vertical-align:middle;margin-right:12px">`
      : '';
  const line = `border-bottom:2px solid ${colorOf(company)};padding-bottom:12px;margin:0 0 20px;font-weight:600`;
  return `<p style="${line}">${picture}<span style="vertical-align:middle">${escapeHtml(name)}</span></p>`;
}

function colorOf(company: Company | undefined): string {
  return company?.color && /^#[0-9a-f]{6}$/i.test(company.color) ? company.color : plainColor;
}

function htmlOf(mail: Mail, publicUrl: string | undefined): string {
  const { language, subject, paragraphs, button, company } = mail;
  const color = colorOf(company);
  const body = paragraphs.map((text) => `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`).join('');
  const link = button
    ? `<p><a href="${escapeHtml(button.url)}" style="background:${color};color:${inkOn(color)};padding:10px 18px;border-radius:8px;text-decoration:none">${escapeHtml(button.label)}</a></p>` +
      `<p style="color:#565b6b;font-size:13px">${escapeHtml(button.url)}</p>`
    : '';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body style="font:16px/1.6 sans-serif;color:#1d1f24">${headOf(mail, publicUrl)}${body}${link}</body></html>`;
}
