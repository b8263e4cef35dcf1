import { addDays, dayInZone } from '../../platform/days.ts';
import { type Both, type Dice, diceOf } from '../../platform/demo.ts';
import { dateEvents } from '../../platform/events.ts';
import { translate } from '../../platform/i18n.ts';
import { formatAmount } from '../../platform/money.ts';
import { amountText } from '../../platform/public/text.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { askFor, decideNext } from '../approvals/demo.ts';
import type { DemoItem } from '../catalogue/demo.ts';
import type { DemoSet } from '../catalogue/parts/demo.ts';
import type { DemoRole } from '../catalogue/rate-card/demo.ts';
import { keepPastConcessions } from '../deals/concessions/service.ts';
import type { DemoDeal } from '../deals/demo.ts';
import { loadDeals } from '../deals/service.ts';
import { setDealTerms } from '../deals/terms/service.ts';
import { type DemoCast, scopeOfOwner } from '../identity/demo.ts';
import { keepPastLink } from '../records/public-links/past/service.ts';
import { priceIn } from '../settings/demo.ts';
import { termsOf } from '../settings/terms/rules.ts';
import { keepPastAcceptance } from './answering/service.ts';
import type { QuoteContent } from './content/contract.ts';
import { createQuote } from './creation/service.ts';
import { decide } from './deciding/service.ts';
import { dressed, reasoned, refusals, said, withDays, withOption, withSet } from './dressing/demo.ts';
import { expireIn } from './expiry/service.ts';
import { sendQuote } from './freezing/service.ts';
import { nameByCustomer } from './numbers/demo.ts';
import { createOrderFromQuote } from './ordering/service.ts';
import { dateQuote } from './past/service.ts';
import { type Fate, type Plan, plansOf } from './plots/demo.ts';
import { promoted } from './promotions/demo.ts';
import { pricedByValue } from './strategies/demo.ts';
import { keepPastQuestion } from './questions/service.ts';
import type { QuoteDocument } from './revisions/contract.ts';
import { loadRevision, reviseQuote, saveDocument } from './revisions/service.ts';
import { bindLink, markViewed } from './sharing/service.ts';

interface Input {
  deals: readonly DemoDeal[];
  items: readonly DemoItem[];
  bundle: DemoSet;
  roles: readonly DemoRole[];
  clock: { today: string; at: (day: string, time: string) => string };
  importId: string;
}

interface Stage extends Input {
  tx: Tx;
  scope: Scope;
  cast: DemoCast;
  dice: Dice;
}

/** A quote on its way, with whoever writes it. */
interface Going extends Plan {
  own: Scope;
  quoteId: string;
  /** The day on which it went out, or would have. */
  sentOn: string;
}

const asks: Both = ['客户愿意本月下单，希望给到这个价格。', 'They would order this month at this price.'];
const yes: Both = ['同意，要求付款条件不变。', 'Agreed, as long as the payment terms stay.'];
const no: Both = ['先谈交期和培训，价格不再让。', 'Talk about delivery and training first; the price stays.'];
const again: Both = ['客户希望首年服务打折', 'The customer asked for a price on the first year of service'];
const gave: Both = ['整单再让 3%', '3% off the whole'];
const got: Both = ['预付款提到 40%', 'Deposit up to 40%'];
const question: Both = ['交期能提前两周吗？我们十二月要投产。', 'Could you deliver two weeks earlier? We start in December.'];
const answer: Both = [
  '可以，收到预付款后我们优先排产，提前十天没有问题。',
  'Ten days earlier is fine: we put it first once the deposit is here.',
];
/** How long those hold that ran out. */
const shortDays = 14;

/** What the quote is asked to give: more than a seller may by themselves. */
const asked: readonly Fate[] = ['waiting', 'refused', 'approved'];
/** Whose customers have numbers of their own for what they buy. */
const buysByNumber: readonly Fate[] = ['answered', 'viewed', 'draft'];
const isOut = (fate: Fate): boolean => !['draft', 'waiting', 'halfWay', 'refused', 'approved'].includes(fate);
const isRead = (fate: Fate): boolean => ['viewed', 'asked', 'answered', 'acceptedOnline', 'declined'].includes(fate);

function dayOf({ clock, dice }: Stage, { row, fate }: Plan, opened: string): string {
  const back = (from: string | null, least: number, most: number): string =>
    addDays(from ?? clock.today, -dice.between(least, most));
  const day =
    row.status === 'won'
      ? back(row.wonOn, 5, 12)
      : fate === 'expired'
        ? back(row.closedOn, 38, 50)
        : row.status === 'lost'
          ? back(row.closedOn, 8, 16)
          : back(null, fate === 'revised' || fate === 'revising' ? 7 : 2, 12);
  return day < opened ? opened : day;
}

/** The moment of a quote so many days after it went out: never later than an hour that has passed. */
function momentAfter({ clock }: Stage, { sentOn }: Going, days: number, time: string): string {
  const day = addDays(sentOn, days);
  return clock.at(day < clock.today ? day : addDays(clock.today, -1), time);
}

const when = async ({ tx, scope }: Stage, { quoteId, deal }: Going, at: string): Promise<void> =>
  dateQuote(tx, scope, { quoteId, dealId: deal.id }, at);

async function write(stage: Stage, plan: Plan): Promise<{ going: Going; document: QuoteDocument }> {
  const { tx, scope, cast, dice, items, bundle, roles, importId } = stage;
  const { deal, fate, language, number } = plan;
  const own = scopeOfOwner(cast, deal.account.owner);
  const { id } = await createQuote(tx, own, { dealId: deal.id, language, isEmpty: false }, { importId, number });
  const opened = dayInZone(deal.openedAt, scope.timeZone);
  const going = { ...plan, own, quoteId: id, sentOn: dayOf(stage, plan, opened) };
  const { row: draft, content: begun } = await loadRevision(tx, own, id, null);
  if (buysByNumber.includes(fate)) await nameByCustomer(tx, scope, deal.account.id, begun);
  const place = deal.account.name.slice(0, 120);
  let content: QuoteContent = dressed(begun, 7 * dice.between(3, 9), place);
  if (fate === 'answered' || fate === 'draft') content = await pricedByValue(tx, own, id, content);
  // One who asks is offered the whole set beside it.
  const extra = fate === 'asked' ? bundle : items.find(({ code }) => code === 'SV-Y');
  if (extra && (fate === 'viewed' || fate === 'asked' || fate === 'sent')) {
    const unitPrice = formatAmount(priceIn(content.currency, extra.price), content.currency);
    content = withOption(content, { id: extra.id, code: `YL-${extra.code}`, name: said(extra.name, language), unitPrice });
  }
  if (fate === 'viewed' || fate === 'draft') content = withDays(content, roles);
  if (fate === 'sent') content = withSet(content, bundle);
  if (fate === 'sent' || fate === 'answered') content = await promoted(tx, own, id, content);
  if (asked.includes(fate)) content = { ...content, discount: { kind: 'share', bp: 1200 } };
  if (fate === 'expired') content = { ...content, validDays: shortDays };
  if (fate === 'viewed' || fate === 'revising') await setDealTerms(tx, own, deal.id, { terms: termsOf(content) });
  const document = await saveDocument(tx, own, id, { version: draft.version, content: reasoned(content) });
  await when(stage, going, momentAfter(stage, going, -1, '16:40'));
  return { going, document };
}

/** Asks where a rule wants it, and lets it be decided as far as its fate says. */
async function approve(stage: Stage, going: Going, { approval }: QuoteDocument): Promise<void> {
  const { tx, cast } = stage;
  const { own, quoteId, language, fate } = going;
  if (approval?.state !== 'needed') return;
  let request = await askFor(tx, own, quoteId, said(asks, language));
  await when(stage, going, momentAfter(stage, going, 0, '09:05'));
  if (fate === 'waiting') return;
  if (fate === 'refused') await decideNext(tx, cast, request, { verdict: 'rejected', comment: said(no, language) });
  for (let step = 0; fate !== 'refused' && request.state === 'waiting' && step < (fate === 'halfWay' ? 1 : 5); step += 1)
    request = await decideNext(tx, cast, request, { verdict: 'approved', comment: said(yes, language) });
  await when(stage, going, momentAfter(stage, going, 0, '10:10'));
}

/** The customer's page of it, read a few times; answers the link. */
async function read(stage: Stage, going: Going, revision: number): Promise<string | null> {
  const { tx, dice } = stage;
  const { own, quoteId, language, sentOn, deal } = going;
  if (own.userId === null) return null;
  const openedAt = [1, 1, 2].slice(0, dice.between(1, 3)).map((days, index) => momentAfter(stage, going, days, `1${index}:20`));
  const { isChinese } = deal.account;
  const linkId = await keepPastLink(tx, own, own.userId, {
    recordId: quoteId,
    page: 'quote',
    language,
    createdAt: momentAfter(stage, going, 0, '10:25'),
    expiresAt: stage.clock.at(addDays(sentOn, 31), '00:00'),
    openedAt: openedAt.toSorted(),
    device: isChinese ? 'phone' : 'computer',
    app: isChinese ? 'wechat' : 'browser',
  });
  await bindLink(tx, own, { id: linkId, recordId: quoteId });
  await markViewed(tx, own, linkId, revision);
  await when(stage, going, openedAt[0] ?? momentAfter(stage, going, 1, '10:20'));
  return linkId;
}

async function ask(stage: Stage, going: Going, linkId: string, document: QuoteDocument): Promise<void> {
  const { tx } = stage;
  const { own, quoteId, language, fate } = going;
  const [line] = document.revision.content.lines;
  const { userId: authorId } = own;
  const asking = {
    lineId: line?.id ?? null,
    lineName: line?.name ?? null,
    name: document.quote.contact?.title ?? '—',
    replyTo: null,
  };
  await keepPastQuestion(
    tx,
    own,
    {
      quoteId,
      linkId,
      revision: 1,
      language,
      text: said(question, language),
      ...asking,
      createdAt: momentAfter(stage, going, 1, '15:30'),
    },
    fate === 'answered' && authorId !== null
      ? { authorId, text: said(answer, language), createdAt: momentAfter(stage, going, 1, '17:10') }
      : null,
  );
}

/** The next revision, with something given and something got for it; sent unless it is still being written. */
async function revise(stage: Stage, going: Going): Promise<void> {
  const { tx } = stage;
  const { own, quoteId, language, fate, row, deal } = going;
  const { revision } = await reviseQuote(tx, own, quoteId, { reason: said(again, language) });
  const content: QuoteContent = { ...revision.content, discount: { kind: 'share', bp: 300 } };
  const document = await saveDocument(tx, own, quoteId, { version: revision.version, content: reasoned(content) });
  await when(stage, going, momentAfter(stage, going, 4, '14:00'));
  if (fate === 'revising') return;
  await approve(stage, { ...going, fate: 'sent' }, document);
  const at = momentAfter(stage, going, 5, '11:00');
  await sendQuote(tx, own, quoteId, { version: document.revision.version }, at);
  await when(stage, going, at);
  const valueMinor = document.revision.totals.discountMinor;
  const none = { marginMinor: null, marginBp: null };
  const shared = {
    dealId: deal.id,
    round: 2,
    kind: 'discount' as const,
    currency: content.currency,
    dealAmountMinor: row.amountMinor,
  };
  const saidOn = dayInZone(at, stage.scope.timeZone);
  await keepPastConcessions(tx, own, [
    { ...shared, ...none, side: 'ask', text: said(again, language), valueMinor: null, gotText: null, gotMinor: null, saidOn },
    {
      ...shared,
      ...none,
      side: 'give',
      text: said(gave, language),
      valueMinor,
      gotText: said(got, language),
      gotMinor: null,
      saidOn,
    },
  ]);
}

/** What the customer said in the end; answers whether it was ordered. */
async function conclude(stage: Stage, going: Going, linkId: string | null, document: QuoteDocument): Promise<boolean> {
  const { tx, dice, importId } = stage;
  const { own, quoteId, language, fate, row, number } = going;
  const by = document.quote.contact?.title ?? null;
  const day = row.wonOn ?? row.closedOn;
  const at = day === null ? momentAfter(stage, going, 3, '14:20') : stage.clock.at(day, '11:15');
  const on = dayInZone(at, stage.scope.timeZone);
  if (fate === 'declined')
    await decide(tx, own, quoteId, { outcome: 'declined', revision: 1, by, note: said(dice.pick(refusals), language), on });
  else if (fate === 'acceptedOnline' && linkId !== null && by !== null) {
    const { quote, revision } = document;
    const amount = amountText(revision.totals.totalMinor, revision.content.currency, language);
    const words = { number: quote.number, revision: 1, amount, company: said(['屿澜智能装备', 'Yulan Automation'], language) };
    const consent = translate(language, 'offers:public.accept.consent', words);
    const proof = { linkId, quoteId, revision: 1, language, ip: '203.0.113.24', userAgent: 'Mozilla/5.0' };
    await keepPastAcceptance(tx, own, proof, { name: by, title: null, consent, at });
  } else await decide(tx, own, quoteId, { outcome: 'accepted', revision: 1, by, note: null, on });
  await when(stage, going, at);
  if (row.status !== 'won') return false;
  const order = await createOrderFromQuote(tx, own, quoteId, { importId, number: number.replace('QU', 'SO') });
  await dateEvents(tx, own, [order.id, quoteId], at);
  return true;
}

/** Tells one quote to its end; answers whether it was ordered. */
async function tell(stage: Stage, plan: Plan): Promise<boolean> {
  const { going, document } = await write(stage, plan);
  const { own, quoteId, fate } = going;
  if (fate === 'draft') return false;
  await approve(stage, going, document);
  if (!isOut(fate)) return false;
  const at = momentAfter(stage, going, 0, '10:20');
  const sent = await sendQuote(stage.tx, own, quoteId, { version: document.revision.version }, at);
  await when(stage, going, at);
  if (fate === 'expired') {
    await expireIn(stage.tx, stage.scope, stage.clock.today);
    await when(stage, going, momentAfter(stage, going, shortDays + 1, '00:07'));
  }
  const linkId = isRead(fate) ? await read(stage, going, 1) : null;
  if (linkId !== null && (fate === 'asked' || fate === 'answered')) await ask(stage, going, linkId, sent);
  if (fate === 'revised' || fate === 'revising') await revise(stage, going);
  return fate === 'accepted' || fate === 'acceptedOnline' || fate === 'declined' ? conclude(stage, going, linkId, sent) : false;
}

/**
 * Quotes on the sample company's deals in every state, with their approvals, what customers read, asked and decided, and orders of
 * what was won. Answers the deals that were ordered.
 */
export async function loadDemoQuotes(tx: Tx, scope: Scope, cast: DemoCast, input: Input): Promise<ReadonlySet<string>> {
  const ids = input.deals.map(({ id }) => id);
  const stage: Stage = { ...input, tx, scope, cast, dice: diceOf('quotes') };
  const ordered = new Set<string>();
  for (const plan of plansOf(input.deals, await loadDeals(tx, scope, ids), scope.language === 'en'))
    if (await tell(stage, plan)) ordered.add(plan.deal.id);
  return ordered;
}
