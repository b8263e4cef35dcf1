import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect } from 'vitest';

export interface Mailbox {
  url: string;
  /** Waits for the next mail to somebody and answers its text. */
  next(to: string): Promise<string>;
}

interface Mail {
  to: string[];
  text: string;
}

/** What a mail says, its lines unfolded. */
function plain(raw: string): string {
  return raw
    .replaceAll(
      /(Content-Transfer-Encoding: base64\r?\n(?:[\w-]+:.*\r?\n)*\r?\n)([A-Za-z0-9+/=\r\n]+)/g,
      (_, head: string, body: string) => {
        return `${head}${Buffer.from(body, 'base64').toString()}\r\n`;
      },
    )
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
}

/** A mail server that keeps what it is given, for `SMTP_URL`. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: plain(Buffer.concat(parts).toString()) });
        done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  afterAll(() => new Promise<void>((done) => server.close(done)));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    next: async (to) => {
      await expect.poll(() => mails.some((mail) => mail.to.includes(to)), { timeout: 15_000 }).toBe(true);
      const at = mails.findIndex((mail) => mail.to.includes(to));
      return mails.splice(at, 1)[0]?.text ?? '';
    },
  };
}
