import type { Env } from '../env.ts';
import { translate } from '../i18n.ts';
import type { Language } from '../languages.ts';
import { sendMail } from '../mail.ts';
import type { Tx } from '../tx.ts';
import { type CodeChannel, codeChannels, type CodeMoment } from './code-channels.ts';
import type { Company } from './company.ts';

/** What a reader is told, and where. */
export interface CodeMessage {
  to: string;
  code: string;
  minutes: number;
  /** What it is good for. */
  when: CodeMoment;
  language: Language;
  company: Company;
}

/** Hands a code over in the transaction that keeps it; it leaves once that is committed. */
export interface CodeSender {
  isReady: (env: Env) => boolean;
  send: (tx: Tx, message: CodeMessage) => Promise<void>;
}

const byMail: CodeSender = {
  isReady: (env) => env.SMTP_URL !== undefined,
  send: async (tx, { to, code, minutes, when, language, company }) => {
    const words = (key: string): string =>
      translate(language, `platform:public.code.${key}`, { company: company.name, minutes, code });
    await sendMail(tx, {
      to,
      language,
      company,
      subject: words('subject'),
      paragraphs: [words(`mailText.${when}`), code, words('mailUntil'), words(`mailOther.${when}`)],
    });
  },
};

// A provider of text messages is a `CodeSender` too; none comes with the program, and `registerCodeSender` is where one goes.
const senders = new Map<CodeChannel, CodeSender>([['mail', byMail]]);

/** Makes another way of sending codes known; called once when the program is composed. */
export function registerCodeSender(channel: CodeChannel, sender: CodeSender): void {
  senders.set(channel, sender);
}

/** The ways that work in this installation. */
export function readyChannels(env: Env): CodeChannel[] {
  return codeChannels.filter((channel) => senders.get(channel)?.isReady(env));
}

export async function sendCode(tx: Tx, channel: CodeChannel, message: CodeMessage): Promise<void> {
  const sender = senders.get(channel);
  if (!sender) throw new Error(`nobody sends codes by ${channel}`);
  await sender.send(tx, message);
}
