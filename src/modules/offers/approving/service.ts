import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { translate } from '../../../platform/i18n.ts';
import { amountText, shareText } from '../../../platform/public/text.ts';
import { reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { DecidedRequest, SubjectContext, SubjectKind, SubjectState } from '../../approvals/subjects/rules.ts';
import { maySeeCosts } from '../../catalogue/costs/service.ts';
import { getRow, permitOn } from '../../records/entities/service.ts';
import { listRecords } from '../../records/listing/service.ts';
import { ownedBy } from '../../records/plans/service.ts';
import type { QuoteContent } from '../content/contract.ts';
import { departuresOf, newClauses } from '../../settings/terms/rules.ts';
import { departureText } from '../../settings/terms/wording/rules.ts';
import { loadTermsPolicy } from '../../settings/terms/service.ts';
import { Quote, type QuoteState } from '../contract.ts';
import { quoteEntity } from '../entity.ts';
import { loadRevision } from '../revisions/service.ts';
import { findQuote, mirrorQuote } from '../service.ts';
import { marginOf, withCreditCosts } from '../totals/margins/rules.ts';
import { totalsOf } from '../totals/rules.ts';
import { approvalAggregates, approvalFields, approvalLineFields, approvalPresets } from './declared/rules.ts';
import { stateOfQuote } from './state/service.ts';
import { traceText } from './traces/wording/rules.ts';
import { marginNote } from './wording/rules.ts';

/** Accepted quotes of the customer that whoever decides is shown. */
const shownQuotes = 8;

const all = { has: () => true };

/** A quote as its newest revision says it. */
async function load(
  db: Db,
  scope: Scope,
  quoteId: string,
  wanted: Pick<ReadonlySet<string>, 'has'> = all,
): Promise<SubjectState> {
  const seen = await getRow(db, scope, quoteEntity, quoteId);
  const { row, content, costs } = await loadRevision(db, scope, quoteId, null);
  return stateOfQuote(db, scope, { seen, content, costs, rate: row.rate }, wanted);
}

/** Whoever may send the quote may ask; not about what is out already. */
async function permitAsking(db: Db, scope: Scope, quoteId: string): Promise<void> {
  permitOn(scope, quoteEntity, 'send', await getRow(db, scope, quoteEntity, quoteId));
  const { row } = await loadRevision(db, scope, quoteId, null);
  if (row.state !== 'draft') throw new DomainError('offers.not_a_draft', { status: 409 });
}

/** Which terms leave the policy, and what the clauses say that are not the company's own. */
async function termsFacts(db: Db, scope: Scope, content: QuoteContent): Promise<{ label: string; text: string }[]> {
  const policy = await loadTermsPolicy(db, scope);
  const said = (key: string, params: object = {}): string => translate(scope.language, `offers:approval.${key}`, { ...params });
  const departures = departuresOf(content, policy, totalsOf(content).totalMinor).map((departure) => ({
    label: said('policy'),
    text: departureText(departure, content, policy, scope.language),
  }));
  const clauses = newClauses(content.terms, policy.clauses).map(({ title, text, plain }) => ({
    label: title === '' ? said('clauseNamed') : said('clause', { title }),
    text: [text, plain].filter(Boolean).join(' · ') || title,
  }));
  return [...departures, ...clauses];
}

/** For whom it is, what it leaves for those who may see costs, and what this customer has accepted before. */
async function context(db: Db, scope: Scope, quoteId: string): Promise<SubjectContext> {
  const { row, quote } = await findQuote(db, scope, quoteId);
  const { row: revision, content, costs } = await loadRevision(db, scope, quoteId, null);
  const said = (key: string, params: object = {}): string => translate(scope.language, `offers:approval.${key}`, { ...params });
  const facts = [
    { label: said('number'), text: quote.number },
    { label: said('customer'), text: quote.account?.title ?? '' },
    { label: said('deal'), text: quote.deal?.title ?? '' },
  ];
  if (maySeeCosts(scope) && reaches(scope, 'quote', 'seeCost', ownedBy(row))) {
    const known = revision.frozen === null ? withCreditCosts(content, costs) : costs;
    const totals = totalsOf(content);
    const { marginMinor, marginBp, unknown } = marginOf(content, totals, known);
    const amount = amountText(marginMinor, content.currency, scope.language);
    const countedLines = totals.lines.filter(({ isCounted }) => isCounted).length;
    const note = marginNote({ countedLines, unknownCosts: unknown }, scope.language);
    const text = [amount, marginBp !== null && shareText(marginBp, scope.language), note].filter(Boolean).join(' · ');
    if (marginBp !== null) facts.push({ label: said('marginBp'), text });
  }
  facts.push(...(await termsFacts(db, scope, content)));
  const filter = JSON.stringify({
    and: [
      { field: 'account', op: 'eq', value: quote.account?.id ?? '' },
      { field: 'state', op: 'in', value: ['accepted'] },
    ],
  });
  const accepted =
    quote.account === null
      ? []
      : (await listRecords(db, scope, quoteEntity, { filter, sort: '-sentOn', limit: shownQuotes })).data.map((one) =>
          Quote.parse(one),
        );
  return {
    facts: facts.filter(({ text }) => text !== ''),
    history: accepted.map(({ number, title, totalMinor, currency, sentOn }) => ({
      title,
      text: [said('accepted', { number }), amountText(totalMinor, currency, scope.language)].join(' · '),
      on: sentOn,
    })),
  };
}

/** Lists show a draft that waits as that. Whoever decides about one that went out or away meanwhile changes nothing. */
async function show(tx: Tx, scope: Scope, { subjectId }: DecidedRequest, state: QuoteState): Promise<void> {
  const { state: now } = await getRow(tx, scope, quoteEntity, subjectId, { lock: true, deleted: true });
  if (now === 'draft' || now === 'inApproval') await mirrorQuote(tx, scope, subjectId, { state });
}

const showDraft = (tx: Tx, scope: Scope, request: DecidedRequest): Promise<void> => show(tx, scope, request, 'draft');

/** A quote is to go out with more of a discount, or less of a margin, than its seller may give (报价审批). */
export const quoteApproval: SubjectKind = {
  key: 'quote',
  object: 'quote',
  label: 'offers:approval.quote',
  fields: approvalFields,
  lineFields: approvalLineFields,
  aggregates: approvalAggregates,
  presets: approvalPresets,
  otherwise: [],
  permit: (db, scope, quoteId) => permitAsking(db, scope, quoteId),
  load: (db, scope, quoteId, _input, wanted) => load(db, scope, quoteId, wanted),
  traceText,
  context: (db, scope, quoteId) => context(db, scope, quoteId),
  onSubmitted: (tx, scope, request) => show(tx, scope, request, 'inApproval'),
  onApproved: showDraft,
  onRejected: showDraft,
  onWithdrawn: showDraft,
  onVoided: showDraft,
};
