import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { afterAll, vi } from 'vitest';

export interface Mailbox {
  url: string;
  /** Waits for the next mail to somebody. */
  next(to: string): Promise<Mail>;
}

export interface Mail {
  to: string[];
  text: string;
  /** The media types of what is attached. */
  attached: string[];
}

/** A mail server that keeps what it is given, for `SMTP_URL`. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: callbackify(async (stream: Readable, session: SMTPServerSession) => {
      const { text = '', attachments } = await PostalMime.parse(await buffer(stream));
      const to = session.envelope.rcptTo.map(({ address }) => address);
      mails.push({ to, text, attached: attachments.map(({ mimeType }) => mimeType) });
    }),
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  afterAll(() => new Promise<void>((done) => server.close(done)));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    next: async (to) => {
      const mail = await vi.waitUntil(() => mails.find((one) => one.to.includes(to)), { timeout: 15_000 });
      mails.splice(mails.indexOf(mail), 1);
      return mail;
    },
  };
}
