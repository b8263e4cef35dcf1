import { z } from 'zod';
import { addDays, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { translate } from '../../../platform/i18n.ts';
import type { JobContext } from '../../../platform/jobs.ts';
import type { Language } from '../../../platform/languages.ts';
import { handOver } from '../../../platform/mail.ts';
import { amountText, dayText } from '../../../platform/public/text.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import { getUser } from '../../identity/members/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { presentRecord } from '../../records/entities/service.ts';
import { findRows } from '../../records/rows/service.ts';
import { findCompany } from '../../settings/branding/service.ts';
import { printQuote } from '../printing/service.ts';
import { loadRevision } from '../revisions/service.ts';
import { findQuote } from '../service.ts';
import { isWaiting, noteLetter, type Posting } from '../sharing/service.ts';
import { totalsOf } from '../totals/rules.ts';

const said = (language: Language, key: string, params: object = {}): string =>
  translate(language, `offers:letter.${key}`, { ...params });

interface Person {
  name: string;
  email: string | null;
}

/** The contact of a quote as the scope sees them, with the first address that is known. */
async function contactOf(db: Db, scope: Scope, id: unknown): Promise<Person | null> {
  const entity = entityOf('contact');
  const [row] = typeof id === 'string' ? await findRows(db, scope, entity, [id]) : [];
  if (!row) return null;
  const emails: unknown = presentRecord(scope, entity, row)['emails'];
  const addresses = z.array(z.object({ value: z.email() })).safeParse(emails).data;
  const name = row['name'];
  return { name: typeof name === 'string' ? name : '', email: addresses?.[0]?.value ?? null };
}

/** The letter that a quote would go out with. */
export async function draftLetter(db: Db, scope: Scope, quoteId: string, asked: Language | undefined) {
  const { row, quote } = await findQuote(db, scope, quoteId);
  const { content, row: revision } = await loadRevision(db, scope, quoteId, null);
  const language = asked ?? content.language;
  const contact = await contactOf(db, scope, row['contactId']);
  const company = (await findCompany(db, scope, language)).name;
  const validUntilOn = revision.validUntilOn ?? addDays(todayIn(scope.timeZone), content.validDays);
  const params = {
    number: quote.number,
    title: quote.title,
    amount: amountText(totalsOf(content).totalMinor, content.currency, language),
    day: dayText(validUntilOn, language),
    company,
    name: contact?.name ?? '',
  };
  const sender = quote.owner?.name ?? '';
  const text = [
    said(language, contact ? 'greeting' : 'greetingNobody', params),
    said(language, revision.number > 1 ? 'again' : 'text', params),
    said(language, 'how', params),
    [sender, company].filter((part) => part !== '').join('\n'),
  ].join('\n\n');
  return { to: contact?.email ?? null, subject: said(language, 'subject', params), text, language, validUntilOn };
}

type Job = Posting & { workspaceId: string; senderId: string | null };

/** Posts a letter with its link, and the quote as PDF where that was wanted; once, however often it is asked. */
export async function postQuote({ db, env, logger }: JobContext, posting: Job): Promise<void> {
  const { workspaceId, senderId, linkId, quoteId, revision, letter, language, url } = posting;
  const scope = await systemScope(db, workspaceId);
  if (!(await isWaiting(db, scope, quoteId, linkId))) return;
  const sender = senderId === null ? null : await getUser(db, scope, senderId);
  const printed = letter.attachesPdf ? await printQuote(db, scope, quoteId, { revision, language }) : null;
  const outcome = await handOver(
    {
      to: letter.to,
      subject: letter.subject,
      language,
      paragraphs: letter.text.split(/\n{2,}/),
      company: await findCompany(db, scope, language),
      button: { label: said(language, 'open'), url },
      messageId: linkId,
      ...(sender?.email && { replyTo: { name: sender.name, address: sender.email } }),
      ...(printed && { attachments: [{ name: printed.name, mediaType: 'application/pdf', content: printed.pdf }] }),
    },
    { env, logger },
  );
  await inTx(db, async (tx) => noteLetter(tx, scope, { linkId, letter }, outcome));
}
