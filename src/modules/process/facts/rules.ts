import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';

/** Where in the product a missing fact is done; the screen makes a link of it. */
export type FactPlace =
  | 'field'
  | 'contacts'
  | 'timeline'
  | 'products'
  | 'account'
  | 'objections'
  | 'criterion'
  | 'nextStep'
  | 'quotes'
  | 'terms';

/** A fact that a higher module supplies, for a batch of deals at once. A deal that the map does not name has not got it. */
export interface CriterionFact {
  place: FactPlace;
  /** May be ticked by hand too: what it tells of can also be done outside the product. */
  isAlsoByHand?: boolean;
  load: (db: Db, scope: Scope, dealIds: readonly string[]) => Promise<ReadonlyMap<string, boolean>>;
}

const facts = new Map<string, CriterionFact>();

/** Declares that a module supplies a fact (`contact.reachable`): from then on it is no longer ticked by hand. */
export function registerCriterionFact(key: string, fact: CriterionFact): void {
  facts.set(key, fact);
}

/** Declares all facts that a module supplies; called once when the program is composed. */
export function registerCriterionFacts(all: Readonly<Record<string, CriterionFact>>): void {
  for (const [key, fact] of Object.entries(all)) registerCriterionFact(key, fact);
}

export function findCriterionFact(key: string): CriterionFact | undefined {
  return facts.get(key);
}

/** What stands in stages: the deals, a level up. The designer asks how many a draft touches and moves them along a mapping. */
export interface StageHolder {
  countOpen: (db: Db, scope: Scope, versionIds: readonly string[]) => Promise<{ stageId: string; count: number }[]>;
  moveAll: (tx: Tx, scope: Scope, mapping: readonly { fromStageId: string; toStageId: string }[]) => Promise<number>;
}

let holder: StageHolder | undefined;

/** Declares who stands in the stages. */
export function registerStageHolder(one: StageHolder): void {
  holder = one;
}

export function findStageHolder(): StageHolder | undefined {
  return holder;
}
