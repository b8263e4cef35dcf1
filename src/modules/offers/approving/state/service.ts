import type { Db } from '../../../../platform/db.ts';
import { ownAmount } from '../../../../platform/money.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { type Standing, standingOf } from '../../../approvals/standing/service.ts';
import type { SubjectState } from '../../../approvals/subjects/rules.ts';
import { systemScope } from '../../../identity/access/service.ts';
import type { Row } from '../../../records/entities/rules.ts';
import { departuresOf } from '../../../settings/terms/rules.ts';
import { loadTermsPolicy } from '../../../settings/terms/service.ts';
import type { QuoteContent } from '../../content/contract.ts';
import { withoutEmptyLines } from '../../content/rules.ts';
import { loadCredit } from '../../credit/service.ts';
import type { Totals } from '../../totals/contract.ts';
import { marginOf, type UnitCosts, withCreditCosts } from '../../totals/margins/rules.ts';
import { totalsOf } from '../../totals/rules.ts';
import { floorsOf } from '../floors/service.ts';
import { approvalLines, approvalValues, type Floor } from '../rules.ts';

/** Values for which the terms policy is read. */
const byPolicy = ['departsFromPolicy', 'departures', 'hasNewClause', 'newClauses'] as const;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Values for which the catalogue is asked what the lines should not go below, and what is asked for them. */
const byFloors = [
  'discountBp',
  'maxDiscountBp',
  'maxBelowFloorBp',
  'isUnderFloor',
  'maxBelowTargetBp',
  'isUnderTarget',
  'minMarginBp',
] as const;

/** A quote and a revision of it, as whoever asks has read them. */
export interface Read {
  seen: Row;
  content: QuoteContent;
  costs: UnitCosts;
  /** From the quote's currency into the workspace's. */
  rate: string | null;
  /** What the content comes to, where that was worked out already. */
  totals?: Totals;
}

/**
 * A quote as rules look at it. Prices of its lines are looked up, and the customer's credit is added up, only where a value that is
 * wanted needs them: this is worked out at every opening of a draft.
 */
export async function stateOfQuote(
  db: Db,
  scope: Scope,
  { seen, content: written, costs, rate, totals: known }: Read,
  wanted: Pick<ReadonlySet<string>, 'has'>,
): Promise<SubjectState> {
  const content = withoutEmptyLines(written);
  const totals = known && content === written ? known : totalsOf(content);
  const { currency } = content;
  const toBase = (minor: number): number | null => ownAmount(minor, currency, scope.currency, rate);
  const margin = marginOf(content, totals, withCreditCosts(content, costs));
  const { accountId, dealId } = seen;
  const asksCredit = typeof accountId === 'string' && wanted.has('isOverCredit');
  const credit = asksCredit ? await loadCredit(db, scope, accountId, textOf(dealId)) : null;
  const asksFloors = byFloors.some((key) => wanted.has(key));
  const isTraced = wanted.has('trace');
  const policy = byPolicy.some((key) => wanted.has(key)) ? await loadTermsPolicy(db, scope) : null;
  const offered = {
    content,
    totals,
    margin,
    toBase,
    isTraced,
    floors: asksFloors || isTraced ? await floorsOf(db, scope, textOf(accountId), content) : new Map<string, Floor>(),
    departures: policy === null ? [] : departuresOf(content, policy, totals.totalMinor),
    clauses: policy?.clauses ?? [],
    creditLeftMinor: credit?.leftMinor ?? null,
  };
  return {
    recordId: String(seen['id']),
    title: [seen['number'], seen['title']].filter((part) => typeof part === 'string').join(' · '),
    values: approvalValues(offered),
    lines: approvalLines(offered),
    amount: { minor: totals.totalMinor, currency },
  };
}

/** How the approval of a draft stands, from what was read of it: as rules see it, whoever asks. */
export async function standingOfDraft(db: Db, scope: Scope, read: Read): Promise<Standing> {
  const state = async (wanted: ReadonlySet<string> | undefined): Promise<SubjectState> =>
    stateOfQuote(db, await systemScope(db, scope.workspaceId), read, wanted ?? { has: () => true });
  return standingOf(db, scope, 'quote', String(read.seen['id']), { state });
}
