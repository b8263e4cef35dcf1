import type { Language } from './languages.ts';
import type { FieldRights } from './field-rights.ts';
import type { Level } from './levels.ts';

declare const scopeBrand: unique symbol;

export type ActorKind = 'user' | 'key' | 'import' | 'rule' | 'agent' | 'system';

/** Whose eyes a scope has when they are not those of whoever looks. Such a scope reads and never writes. */
export interface Viewing {
  /** Who looks. */
  byUserId: string;
  /** The role that is tried on in one's own place; null where the eyes are another member's. */
  roleId: string | null;
  endsAt: string;
}

export interface ScopeInput {
  workspaceId: string;
  /** The workspace user on whose behalf the work is done; null for the system itself. */
  userId: string | null;
  actor: { kind: ActorKind; id: string | null };
  role: string;
  /** Level of a right: how far `object.action` reaches for this role. */
  rights: (object: string, action: string) => Level;
  /** Where the role may do less than write: `fields[object][field]`. */
  fields: FieldRights;
  /** Differs whenever the rights differ: what was worked out for one mark does not hold for another. */
  rightsMark: string;
  teamId: string | null;
  /** Ids of the user's team and of all teams below it. */
  teamTreeIds: readonly string[];
  /** Ids of the user's team and of all teams above it: what is shared with one of them is shared with the user. */
  teamPathIds: readonly string[];
  /** Whether any record is shared with the user now; nobody else pays for asking. */
  hasShares: boolean;
  /** True while the person still has to set up a second step: until then only what leads there is answered. */
  isHeldBack: boolean;
  /** True in a session that holds in this workspace alone: its own provider said who the person is. */
  isBound: boolean;
  language: Language;
  /** The workspace's zone: business days, days in filters and figures are days there, whoever asks. */
  timeZone: string;
  /** The person's own zone, for what is theirs alone: what is due today, and how instants are shown. */
  personTimeZone: string;
  currency: string;
  /** Null but for somebody who looks at the workspace as another. */
  viewing: Viewing | null;
}

/**
 * Who asks, in which workspace, with which rights. Every store function takes one. Only `modules/identity` mints them
 * (from a session, an API key, or for the system's own jobs), so forgetting the tenant is a type error.
 */
export type Scope = Readonly<ScopeInput> & { readonly [scopeBrand]: true };

/** Mints a scope. Called by `modules/identity` alone (a check enforces it). */
export function mintScope(input: ScopeInput): Scope {
  return Object.freeze({ ...input }) as unknown as Scope;
}

/** The same scope with another actor: what an import or a rule does is theirs, with the rights of whoever started it. */
export function actingAs(scope: Scope, actor: ScopeInput['actor']): Scope {
  return Object.freeze({ ...scope, actor }) as unknown as Scope;
}

/** The same scope in another language: that of the screen which asks, when it is not the person's own. */
export function speaking(scope: Scope, language: Language): Scope {
  return scope.language === language ? scope : (Object.freeze({ ...scope, language }) as unknown as Scope);
}
