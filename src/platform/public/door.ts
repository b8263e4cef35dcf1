import type { FastifyRequest } from 'fastify';
import type { Language } from '../languages.ts';
import type { CodeChannel } from './code-channels.ts';
import type { Company } from './company.ts';
import type { Html } from './html.ts';

/** What is behind a link. A link that is unknown, revoked, or whose record is gone is `gone`: nothing tells one from another. */
export type Opened =
  | { state: 'gone' }
  | { state: 'expired'; language: Language; company: Company; sharedBy: string; expiredOn: string }
  /** Its reader has to enter a code first, which is sent to the address that was chosen with the link. */
  | { state: 'locked'; language: Language; company: Company; sharedBy: string; channel: CodeChannel; to: string }
  | {
      state: 'open';
      language: Language;
      company: Company;
      title: string;
      body: Html;
      sharedBy: string;
      validUntil: string;
      watermark: string | null;
    };

/** What became of a code: sent; not sent (a moment ago, too often); not right, over, tried too often; or the page is open. */
export interface CodeOutcome {
  state: 'sent' | 'wait' | 'many' | 'wrong' | 'over' | 'used' | 'open' | 'gone';
  /** What the reader's browser is to keep. */
  cookie?: string;
}

/** What pages for customers are made of; `modules.ts` says who answers. */
export interface PublicDoor {
  /** Finds what a link shows; `language` is the one that the reader has chosen on the page, where they have. */
  open: (token: string, request: FastifyRequest, language: Language | null) => Promise<Opened>;
  sendCode: (token: string, language: Language | null) => Promise<CodeOutcome>;
  enterCode: (token: string, code: string, request: FastifyRequest) => Promise<CodeOutcome>;
  /** The picture at `/brand/<address>.png`. */
  logo: (address: string) => Promise<Buffer | undefined>;
}

/** Where a link leads. Short, because people read it out and chat programs cut it off. */
export const publicPath = (token: string): string => `/p/${token}`;
