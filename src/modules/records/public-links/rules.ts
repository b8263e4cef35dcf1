import type { Db } from '../../../platform/db.ts';
import type { PublicFile } from '../../../platform/public/door.ts';
import type { Html } from '../../../platform/public/html.ts';
import type { CodeChannel, CodeMoment } from '../../../platform/public/code-channels.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { PublicLink } from './contract.ts';

/** A kind of page that customers read, of the records of one kind. */
export interface PublicPageKind {
  name: string;
  /** Kind of the records that it shows. */
  object: string;
  /** What may be shown or left out. */
  parts: readonly string[];
  /** Its reader can bind themselves on it, so that a code may be asked for then. */
  isAccepted?: boolean;
  /**
   * The page in the scope's language. The scope is that of whoever made the link: what they may not see, their customer
   * does not either. `heading` stands instead of the record's title.
   */
  show: (db: Db, scope: Scope, what: Shown) => Promise<ShownPage>;
  /** Joins the transaction that makes a link, and refuses what cannot be shown. */
  onMade?: (tx: Tx, scope: Scope, link: { id: string; recordId: string }) => Promise<void>;
  /** Somebody has it open who is neither a machine nor a colleague; in the transaction that notes it. */
  onOpened?: (tx: Tx, scope: Scope, what: Shown) => Promise<void>;
  /** What its reader may save, by name; null where there is no such thing. */
  file?: (db: Db, scope: Scope, what: Shown, name: string, dataFolder: string) => Promise<PublicFile | null>;
  /** Its forms by name. */
  acts?: Readonly<Record<string, (db: Db, scope: Scope, what: Shown, sent: Sent) => Promise<Acted>>>;
}

export interface ShownPage {
  title: string;
  body: Html;
  style?: string;
  script?: string;
  /** What stays in the address when the reader changes the language. */
  keep?: Readonly<Record<string, string>>;
}

/** A form that the reader of a page has sent, and what is known of them. */
export interface Sent {
  form: URLSearchParams;
  ip: string;
  userAgent: string;
  /** Signed in here: they look at the page, and do not answer in the customer's place. */
  isColleague: boolean;
  /** The address that a code has proved at opening. */
  provedTo: string | null;
  /** How they prove who they are, where the link asks for a code at accepting. */
  proof: Proof | null;
}

/** What became of a code that came with a form. */
export type Judged = 'right' | 'wrong' | 'over' | 'used' | 'gone';

/** A code that goes to the one address that was chosen with the link. */
export interface Proof {
  to: string;
  /** Sends one, unless one was sent a moment ago or too many within the hour. */
  send: () => Promise<'sent' | 'wait' | 'many' | 'gone'>;
  /** Waits for whoever is at the same link, in the transaction that judges: before anything else is locked in it. */
  lock: (tx: Tx) => Promise<void>;
  /** Uses the right code up; counts a wrong one. What the caller does with it is in the same transaction. */
  judge: (tx: Tx, typed: string) => Promise<Judged>;
}

/** Done, and then the page at this address; or the page again with what is wrong. */
export type Acted = { search: Readonly<Record<string, string>> } | (ShownPage & { status: number });

export interface Shown {
  linkId: string;
  recordId: string;
  parts: ReadonlySet<string>;
  heading: string | null;
  /** Where the page lies, for addresses below it. */
  path: string;
  /** What stands in the page's address besides the language. */
  search: Readonly<Record<string, string>>;
  /** Where a code goes that is asked for at accepting, as its reader may see it. */
  codeGoesTo: string | null;
  /** What stands across the page, and across what is saved from it: the text that was chosen, who reads it, and the day. */
  watermark: string | null;
}

let byName: ReadonlyMap<string, PublicPageKind> = new Map();

/** Makes the pages of all modules known; called once when the program is composed. */
export function registerPublicPageKinds(kinds: readonly PublicPageKind[]): void {
  byName = new Map(kinds.map((kind) => [kind.name, kind]));
}

export function findPublicPage(name: string): PublicPageKind | undefined {
  return byName.get(name);
}

/** The code that a link asks for at a moment: the way and the address. */
export function codeAt(
  {
    codeChannel: channel,
    codeTo: to,
    codeWhen,
  }: { codeChannel: CodeChannel | null; codeTo: string | null; codeWhen: CodeMoment },
  when: CodeMoment,
): { channel: CodeChannel; to: string } | null {
  return channel === null || to === null || codeWhen !== when ? null : { channel, to };
}

interface Held {
  revokedAt: string | null;
  expiresAt: string;
}

/** What a link is worth now. What was revoked stays so; whose maker lost the record does not show it, expired or not. */
export function stateOf({ revokedAt, expiresAt }: Held, makerMay: boolean, now: number): PublicLink['state'] {
  if (revokedAt !== null) return 'revoked';
  if (!makerMay) return 'stopped';
  return Date.parse(expiresAt) <= now ? 'expired' : 'active';
}
