import { addDays, todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { translate } from '../../../platform/i18n.ts';
import type { JobContext } from '../../../platform/jobs.ts';
import type { Language } from '../../../platform/languages.ts';
import { canSendLinks, publicLink, sendMail } from '../../../platform/mail.ts';
import type { Scope } from '../../../platform/scope.ts';
import { instantAt } from '../../../platform/time.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { systemScope } from '../../identity/access/service.ts';
import { getUser } from '../../identity/members/service.ts';
import { createTasks } from '../../timeline/service.ts';
import type { Quote } from '../contract.ts';
import { findQuote } from '../service.ts';

const said = (language: Language, key: string, params: object): string =>
  translate(language, `offers:telling.${key}`, { ...params });

interface Keeper {
  id: string;
  language: Language;
  /** Null for somebody who cannot sign in, or has no address. */
  email: string | null;
}

/** Who looks after a quote, where they are still there. */
async function keeperOf(db: Db, system: Scope, { owner }: Quote): Promise<Keeper | null> {
  if (!owner) return null;
  const { id, isActive, canSignIn, email, language } = await getUser(db, system, owner.id);
  return isActive ? { id, language: language ?? system.language, email: canSignIn ? email : null } : null;
}

export interface Happening {
  /** What happened: names the words of task and mail. */
  what: 'accepted' | 'declined' | 'asked' | 'quiet' | 'read';
  by: string;
  text: string | null;
}

const paramsOf = ({ number, title }: Quote, { by, text }: Happening) => ({ number, title, by, text: text ?? '' });

/** A task of whoever looks after the quote, for tomorrow morning; in the transaction of what it follows. */
export async function plan(tx: Tx, system: Scope, quoteId: string, happening: Happening): Promise<void> {
  const { quote } = await findQuote(tx, system, quoteId);
  const keeper = await keeperOf(tx, system, quote);
  const language = keeper?.language ?? system.language;
  const params = paramsOf(quote, happening);
  const day = addDays(todayIn(system.timeZone), 1);
  await createTasks(tx, system, [
    {
      recordId: quoteId,
      linkIds: quote.deal ? [quote.deal.id] : [],
      subject: said(language, `task.${happening.what}`, params).slice(0, 300),
      body: said(language, `steps.${happening.what}`, params),
      dueAt: instantAt(day, '09:00', system.timeZone),
      assigneeId: keeper?.id ?? null,
    },
  ]);
}

export interface Telling extends Happening {
  workspaceId: string;
  quoteId: string;
}

/** Writes to whoever looks after the quote what its customer did. */
export async function tellKeeper({ db, env }: Pick<JobContext, 'db' | 'env'>, telling: Telling): Promise<void> {
  if (!canSendLinks(env)) return;
  const { workspaceId, quoteId, what, text } = telling;
  const system = await systemScope(db, workspaceId);
  await inTx(db, async (tx) => {
    const { quote } = await findQuote(tx, system, quoteId);
    const keeper = await keeperOf(tx, system, quote);
    if (!keeper || keeper.email === null) return;
    const params = paramsOf(quote, telling);
    await sendMail(tx, {
      to: keeper.email,
      language: keeper.language,
      subject: said(keeper.language, `subject.${what}`, params),
      paragraphs: [said(keeper.language, `mail.${what}`, params), ...(text === null ? [] : [text])],
      button: { label: said(keeper.language, 'open', params), url: publicLink(env, `/quotes/${quoteId}?tab=customer`) },
    });
  });
}
