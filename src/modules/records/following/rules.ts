import type { Owned } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';

/** A record that was given to somebody else. */
export interface Moved {
  id: string;
  from: Owned;
  to: Owned;
}

/** Records that belong to whoever owns another one follow it to a new owner, in the transaction of that change. */
export interface OwnerFollower {
  /** Kind of the record that is followed. */
  object: string;
  follow: (tx: Tx, scope: Scope, moved: readonly Moved[]) => Promise<void>;
}

let all: readonly OwnerFollower[] = [];

/** Declares who follows whose owner; called once when the program is composed. */
export function registerOwnerFollowers(followers: readonly OwnerFollower[]): void {
  all = followers;
}

export function ownerFollowersOf(object: string): readonly OwnerFollower[] {
  return all.filter((follower) => follower.object === object);
}
