import type { Readable } from 'node:stream';
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
      /** 200 unless it answers a form that was refused. */
      status?: number;
      style?: string;
      script?: string;
      /** What stays in the address when the reader changes the language. */
      keep?: Readonly<Record<string, string>>;
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

/** What became of a form: the page again with what is wrong in it, or done, and then the page at this address. */
export type ActedOn = Opened | { state: 'done'; search: Readonly<Record<string, string>> };

/** What the reader of a page may save. */
export interface PublicFile {
  name: string;
  mediaType: string;
  sizeBytes: number;
  content: Uint8Array | Readable;
}

/** What pages for customers are made of; `modules.ts` says who answers. */
export interface PublicDoor {
  /** Finds what a link shows; `language` is the one that the reader has chosen on the page, where they have. */
  open: (token: string, request: FastifyRequest, language: Language | null) => Promise<Opened>;
  sendCode: (token: string, language: Language | null) => Promise<CodeOutcome>;
  enterCode: (token: string, code: string, request: FastifyRequest) => Promise<CodeOutcome>;
  /** A form of the page, by its name. */
  act: (
    token: string,
    name: string,
    form: URLSearchParams,
    request: FastifyRequest,
    language: Language | null,
  ) => Promise<ActedOn>;
  /** A file of the page, by its name; null where there is none for this reader. */
  file: (token: string, name: string, request: FastifyRequest, language: Language | null) => Promise<PublicFile | null>;
  /** The picture at `/brand/<address>.png`. */
  logo: (address: string) => Promise<Buffer | undefined>;
}

/** Where a link leads. Short, because people read it out and chat programs cut it off. */
export const publicPath = (token: string): string => `/p/${token}`;
