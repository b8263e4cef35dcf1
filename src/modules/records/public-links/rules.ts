import type { Db } from '../../../platform/db.ts';
import type { Html } from '../../../platform/public/html.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { PublicLink } from './contract.ts';

/** A kind of page that customers read, of the records of one kind. */
export interface PublicPageKind {
  name: string;
  /** Kind of the records that it shows. */
  object: string;
  /** What may be shown or left out. */
  parts: readonly string[];
  /**
   * The page in the scope's language. The scope is that of whoever made the link: what they may not see, their customer
   * does not either. `heading` stands instead of the record's title.
   */
  show: (db: Db, scope: Scope, what: Shown) => Promise<{ title: string; body: Html }>;
}

export interface Shown {
  recordId: string;
  parts: ReadonlySet<string>;
  heading: string | null;
}

let byName: ReadonlyMap<string, PublicPageKind> = new Map();

/** Makes the pages of all modules known; called once when the program is composed. */
export function registerPublicPageKinds(kinds: readonly PublicPageKind[]): void {
  byName = new Map(kinds.map((kind) => [kind.name, kind]));
}

export function findPublicPage(name: string): PublicPageKind | undefined {
  return byName.get(name);
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
