import { addDays, dayInZone } from '../../platform/days.ts';
import { type Both, diceOf, inLanguage } from '../../platform/demo.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import type { DemoDeal } from '../deals/demo.ts';
import { type DealRow, loadDeals } from '../deals/service.ts';
import { type DemoCast, scopeOfOwner } from '../identity/demo.ts';
import { QuoteContent } from './content/contract.ts';
import { createQuote } from './creation/service.ts';
import { decide } from './deciding/service.ts';
import { sendQuote } from './freezing/service.ts';
import { createOrderFromQuote } from './ordering/service.ts';
import { getQuoteDocument, reviseQuote, saveDocument } from './revisions/service.ts';

interface Input {
  deals: readonly DemoDeal[];
  clock: { today: string; at: (day: string, time: string) => string };
  importId: string;
}

type Language = QuoteContent['language'];
const said = (text: Both, language: Language): string => inLanguage(text, language);

const warranty: Both = ['整机质保 24 个月，易损件除外。', '24 months on the whole machine, wear parts excepted.'];
const warrantyPlain: Both = ['两年内坏了我们来修，不另收费。', 'If it breaks within two years we mend it, free of charge.'];
const service: Both = ['4 小时内响应，次日到现场。', 'Answer within four hours, on site the next day.'];
const need: Both = ['人工复检漏检多，换班时更明显', 'Manual inspection misses parts, most of all at shift change'];
const benefit: Both = ['漏检率降到 0.1% 以下，每班少两人', 'Missed parts below 0.1 %, two people fewer per shift'];
const intro: Both = [
  '感谢您的信任。以下是我们按现场沟通整理的方案与报价。',
  'Thank you for your trust. Here is what we propose after our visit.',
];

/** What a quote of the sample company says besides its lines. */
function dressed(content: QuoteContent, leadDays: number): QuoteContent {
  const { language } = content;
  const term = (id: string, kind: 'warranty' | 'service', text: Both, plain: Both | null) => ({
    id,
    kind,
    title: said(kind === 'warranty' ? ['质保', 'Warranty'] : ['售后服务', 'After-sales service'], language),
    text: said(text, language),
    plain: plain && said(plain, language),
  });
  return QuoteContent.parse({
    ...content,
    payments: [
      { id: 'p1', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
      { id: 'p2', part: { kind: 'share', bp: 6000 }, due: 'onDelivery' },
      { id: 'p3', part: { kind: 'rest' }, due: 'onAcceptance', days: 30 },
    ],
    delivery: { leadDays, leadText: null, place: null },
    terms: [term('t1', 'warranty', warranty, warrantyPlain), term('t2', 'service', service, null)],
    values: [{ id: 'v1', need: said(need, language), benefit: said(benefit, language) }],
    intro: said(intro, language),
  });
}

interface Plan {
  deal: DemoDeal;
  row: DealRow;
  number: string;
  language: Language;
}

/** Deals that came to a quote: the open ones in or beyond that stage, and the newest won ones. */
function chosen(deals: readonly DemoDeal[], rows: ReadonlyMap<string, DealRow>, isEnglish: boolean): Plan[] {
  const known = deals.flatMap((deal) => {
    const row = rows.get(deal.id);
    return row && row.phase >= 3 && row.productSummary !== null ? [{ deal, row }] : [];
  });
  const open = known.filter(({ row }) => row.status === 'open').slice(0, 12);
  const won = known
    .filter(({ row }) => row.status === 'won')
    .toSorted((a, b) => ((a.row.wonOn ?? '') < (b.row.wonOn ?? '') ? 1 : -1));
  return [...open, ...won.slice(0, 4)].map((one, index) => ({
    ...one,
    number: `QU-S${String(index + 1).padStart(3, '0')}`,
    language: one.deal.account.isChinese || !isEnglish ? 'zh-Hans' : 'en',
  }));
}

/**
 * Quotes on the sample company's deals: drafts, sent ones, one with a second revision, accepted ones with their orders. Answers
 * the deals that were ordered.
 */
export async function loadDemoQuotes(
  tx: Tx,
  scope: Scope,
  cast: DemoCast,
  { deals, clock, importId }: Input,
): Promise<ReadonlySet<string>> {
  const ordered = new Set<string>();
  const rows = await loadDeals(
    tx,
    scope,
    deals.map(({ id }) => id),
  );
  const dice = diceOf('quotes');
  for (const [index, { deal, row, number, language }] of chosen(deals, rows, scope.language === 'en').entries()) {
    const own = scopeOfOwner(cast, deal.account.owner);
    const quote = await createQuote(tx, own, { dealId: deal.id, language, isEmpty: false }, { importId, number });
    const { revision } = await getQuoteDocument(tx, own, quote.id, null);
    const body = { version: revision.version, content: dressed(revision.content, 7 * dice.between(3, 9)) };
    const draft = await saveDocument(tx, own, quote.id, body);
    const isWon = row.status === 'won';
    if (index % 5 === 4 && !isWon) continue;
    // Told from today: those of won deals went out before they were won.
    const sentOn = isWon ? addDays(row.wonOn ?? clock.today, -dice.between(5, 12)) : addDays(clock.today, -dice.between(1, 12));
    const opened = dayInZone(deal.openedAt, scope.timeZone);
    const at = clock.at(sentOn < opened ? opened : sentOn, '10:20');
    const sent = await sendQuote(tx, own, quote.id, { version: draft.revision.version }, at);
    if (isWon) {
      const by = sent.quote.contact?.title ?? null;
      await decide(tx, own, quote.id, { outcome: 'accepted', revision: 1, by, note: null, on: row.wonOn ?? clock.today });
      await createOrderFromQuote(tx, own, quote.id, { importId, number: number.replace('QU', 'SO') });
      ordered.add(deal.id);
    } else if (index % 5 === 1) await revised(tx, own, quote.id, language);
  }
  return ordered;
}

async function revised(tx: Tx, own: Scope, id: string, language: Language): Promise<void> {
  const reason = said(['客户希望首年服务打折', 'The customer asked for a price on the first year of service'], language);
  const { revision } = await reviseQuote(tx, own, id, { reason });
  const content: QuoteContent = { ...revision.content, discount: { kind: 'share', bp: 300 } };
  await saveDocument(tx, own, id, { version: revision.version, content });
}
