import type { DemoDeal } from '../../deals/demo.ts';
import type { DealRow } from '../../deals/service.ts';
import type { QuoteLanguage } from '../dressing/demo.ts';

/** What became of a quote, or where it stands. */
export type Fate =
  | 'draft'
  | 'waiting'
  | 'halfWay'
  | 'refused'
  | 'approved'
  | 'sent'
  | 'viewed'
  | 'asked'
  | 'answered'
  | 'revised'
  | 'revising'
  | 'accepted'
  | 'acceptedOnline'
  | 'declined'
  | 'expired';

export interface Plan {
  deal: DemoDeal;
  row: DealRow;
  number: string;
  language: QuoteLanguage;
  fate: Fate;
}

interface Known {
  deal: DemoDeal;
  row: DealRow;
}

/** Of deals where a quote is being talked about, in this order; the largest ones are asked about twice. */
const open: readonly Fate[] = [
  'answered',
  'waiting',
  'revised',
  'draft',
  'asked',
  'refused',
  'viewed',
  'revising',
  'approved',
  'sent',
  'waiting',
  'viewed',
  'revised',
  'sent',
];
/** Of deals whose contract is being signed, of won and of lost ones. */
const signing: readonly Fate[] = ['accepted', 'acceptedOnline', 'accepted'];
const won: readonly Fate[] = ['acceptedOnline', 'accepted', 'accepted', 'acceptedOnline', 'accepted', 'accepted'];
const lost: readonly Fate[] = ['declined', 'declined', 'expired', 'declined', 'expired', 'declined'];
const halfWay = 2;

const latest = (day: (row: DealRow) => string | null) => (a: Known, b: Known) =>
  (day(b.row) ?? '').localeCompare(day(a.row) ?? '') || a.deal.openedAt.localeCompare(b.deal.openedAt);
const worth = ({ row }: Known): number => row.baseAmountMinor ?? 0;

function given(deals: readonly Known[], fates: readonly Fate[]): (Known & { fate: Fate })[] {
  return fates.flatMap((fate, index) => {
    const one = deals[index];
    return one ? [{ ...one, fate }] : [];
  });
}

/** Which deals have a quote, and what became of it: open ones at the quote or the signature, the latest won and lost ones. */
export function plansOf(deals: readonly DemoDeal[], rows: ReadonlyMap<string, DealRow>, isEnglish: boolean): Plan[] {
  const known = deals.flatMap((deal): Known[] => {
    const row = rows.get(deal.id);
    return row && row.phase >= 3 && row.productSummary !== null ? [{ deal, row }] : [];
  });
  const isOpen = known.filter(({ row }) => row.status === 'open');
  const talks = isOpen.filter(({ row }) => row.phase === 3);
  const others = talks.filter(({ deal }) => deal.account.owner !== 'me');
  const large = others.toSorted((a, b) => worth(b) - worth(a)).slice(0, halfWay);
  const rest = talks.filter((one) => !large.includes(one));
  // The last three are of whoever loads it: their own quotes need nobody above, and the others are of many sellers.
  const mine = rest.filter(({ deal }) => deal.account.owner === 'me').slice(0, 3);
  const theirs = rest
    .filter(({ deal }) => deal.account.owner !== 'me')
    .toSorted((a, b) => a.deal.openedAt.localeCompare(b.deal.openedAt));
  const chosen = [
    ...given(
      large,
      Array.from({ length: halfWay }, (): Fate => 'halfWay'),
    ),
    ...given([...theirs.slice(0, open.length - mine.length), ...mine], open),
    ...given(
      isOpen.filter(({ row }) => row.phase === 4),
      signing,
    ),
    ...given(known.filter(({ row }) => row.status === 'won').toSorted(latest(({ wonOn }) => wonOn)), won),
    ...given(known.filter(({ row }) => row.status === 'lost').toSorted(latest(({ closedOn }) => closedOn)), lost),
  ];
  return chosen.map((one, index) => ({
    ...one,
    number: `QU-S${String(index + 1).padStart(3, '0')}`,
    language: one.deal.account.isChinese || !isEnglish ? 'zh-Hans' : 'en',
  }));
}
