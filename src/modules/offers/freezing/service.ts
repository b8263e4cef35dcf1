import { addDays, dayInZone } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { Address } from '../../../platform/fields.ts';
import { one, overRatio } from '../../../platform/ratio.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { standingOf } from '../../approvals/standing/service.ts';
import { baseQuantity, timesPrice } from '../../catalogue/units/rules.ts';
import { getUser } from '../../identity/members/service.ts';
import { entityOf, type Row } from '../../records/entities/rules.ts';
import { findRows } from '../../records/rows/service.ts';
import { findCompany } from '../../settings/branding/service.ts';
import { listFiles } from '../../timeline/files/service.ts';
import { spendPromotions } from '../../catalogue/promotions/service.ts';
import { faultsOf, withoutEmptyLines } from '../content/rules.ts';
import { followAmount } from '../following/service.ts';
import { promotionFaults, usesOf } from '../promotions/service.ts';
import type { QuoteDocument, sendQuote as sendEndpoint } from '../revisions/contract.ts';
import { ownDiscountBpOf } from '../revisions/rules.ts';
import { describeDocument, keepFrozen, type Loaded, requireDraft, type SentLine, valued } from '../revisions/service.ts';
import { layoutOf } from '../layout/rules.ts';
import { loadTemplate } from '../layout/service.ts';
import { numbersOf } from '../numbers/service.ts';
import { missingReasons } from '../reasons/service.ts';
import { findQuote, lockQuoteInDeal, mirrorQuote, type SeenQuote } from '../service.ts';
import { timesCharged } from '../totals/lines/rules.ts';
import { marginOf, withCreditCosts } from '../totals/margins/rules.ts';
import type { Totals } from '../totals/contract.ts';
import { totalsOf } from '../totals/rules.ts';
import { lineRatio } from '../units/rules.ts';
import { freeze, type Heading, sealed } from './rules.ts';

async function findRow(tx: Tx, scope: Scope, object: string, id: unknown): Promise<Row | undefined> {
  return typeof id !== 'string' ? undefined : (await findRows(tx, scope, entityOf(object), [id]))[0];
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Who offers to whom, as it stands at the moment of sending. */
export async function headingOf(
  tx: Tx,
  scope: Scope,
  seen: SeenQuote,
  { row, content }: Loaded,
  sentAt: string,
): Promise<Heading> {
  const { quote } = seen;
  const [account, contact] = [
    await findRow(tx, scope, 'account', seen.row['accountId']),
    await findRow(tx, scope, 'contact', seen.row['contactId']),
  ];
  const person = quote.owner && scope.rights('user', 'view') !== 'none' ? await getUser(tx, scope, quote.owner.id) : null;
  const company = (await findCompany(tx, scope, content.language)).name;
  const address = Address.safeParse(account?.['address']);
  const wanted = new Set(content.fileIds);
  const files = wanted.size === 0 ? [] : (await listFiles(tx, scope, quote.id)).filter(({ id }) => wanted.has(id));
  return {
    number: quote.number,
    revision: row.number,
    title: quote.title,
    issuedOn: dayInZone(sentAt, scope.timeZone),
    seller: { company, person: person?.name ?? quote.owner?.name ?? null, email: person?.email ?? null },
    customer: {
      company: textOf(account?.['invoiceTitle']) ?? textOf(account?.['name']),
      taxNumber: textOf(account?.['taxNumber']),
      address: address.success ? address.data : null,
      person: textOf(contact?.['name']),
    },
    layout: layoutOf(await loadTemplate(tx, scope)),
    files: files.map(({ id, name, sizeBytes, sha256 }) => ({ id, name, sizeBytes, sha256 })),
  };
}

function sentLines({ content, costs }: Loaded, totals: Totals): SentLine[] {
  const costOf = new Map(marginOf(content, totals, costs).lines.map(({ id, costMinor }) => [id, costMinor]));
  const amounts = new Map(totals.lines.map((line) => [line.id, line]));
  return content.lines.flatMap((line, position): SentLine[] => {
    const { id, productId, name, quantity, unitPrice } = line;
    const amount = amounts.get(id);
    if (!amount) return [];
    const { netMinor, isCounted } = amount;
    const costMinor = costOf.get(id) ?? null;
    return [
      {
        lineId: id,
        position,
        productId,
        name,
        // By what the product is counted in, so that prices of one product compare.
        quantity: baseQuantity(quantity, line.conversion),
        unitPrice: timesPrice(unitPrice, overRatio(one, lineRatio(line))),
        discountBp: ownDiscountBpOf(amount),
        netMinor,
        costMinor,
        isCounted,
        periods: timesCharged(line),
      },
    ];
  });
}

/** Refuses prices of which somebody has to say why, naming the first line. */
async function requireReasons(tx: Tx, scope: Scope, seen: SeenQuote, draft: Loaded, totals: Totals): Promise<void> {
  const accountId = textOf(seen.row['accountId']);
  const faults = await missingReasons(tx, scope, { content: draft.content, costs: draft.costs, totals, accountId });
  const [first] = faults;
  if (!first) return;
  const name = draft.content.lines.find(({ id }) => id === first.lineId)?.name ?? '';
  throw new DomainError('offers.reason_missing', { extra: { faults }, params: { name, count: faults.length } });
}

async function requireApproval(tx: Tx, scope: Scope, id: string): Promise<void> {
  const approval = await standingOf(tx, scope, 'quote', id);
  if (approval.state === 'waiting' || approval.state === 'needed')
    throw new DomainError('offers.needs_approval', { status: 409, extra: { approval } });
}

/**
 * Sends a quote: what it says is frozen with all its numbers, sealed by a hash, and takes the place of what was sent before.
 * Refused with every fault named while anything in it is not fit to go, while nobody said why a price is off the list or below the
 * target, and while an approval that a rule asks for is missing.
 */
export async function sendQuote(
  db: Db,
  scope: Scope,
  id: string,
  { version, setsDealAmount }: BodyOf<typeof sendEndpoint>,
  sentAt: string = new Date().toISOString(),
): Promise<QuoteDocument> {
  return inTx(db, async (tx) => {
    const seen = await lockQuoteInDeal(tx, scope, id, 'send');
    const loaded = await requireDraft(tx, scope, seen, version);
    const draft = { ...loaded, content: withoutEmptyLines(loaded.content) };
    const totals = totalsOf(draft.content);
    const about = { id, accountId: seen.row['accountId'] };
    const faults = [...faultsOf(draft.content, totals), ...(await promotionFaults(tx, scope, about, draft.content, totals))];
    if (faults.length > 0)
      throw new DomainError('offers.cannot_be_sent', { extra: { faults }, params: { count: faults.length } });
    await requireReasons(tx, scope, seen, draft, totals);
    await requireApproval(tx, scope, id);
    const { kept, mirrored } = await valued(tx, scope, draft.content);
    const heading = await headingOf(tx, scope, seen, draft, sentAt);
    if (mirrored.baseTotalMinor === null)
      throw new DomainError('settings.no_rate', {
        params: { currency: draft.content.currency, own: scope.currency, on: heading.issuedOn },
      });
    const numbers = await numbersOf(tx, scope, seen.row['accountId'], draft.content);
    const { json, sha256 } = sealed(freeze(draft.content, heading, numbers));
    const validUntilOn = addDays(heading.issuedOn, draft.content.validDays);
    const frozen = { state: 'sent', frozen: json, sha256, sentAt, sentBy: scope.userId, validUntilOn };
    const costs = withCreditCosts(draft.content, draft.costs);
    await keepFrozen(
      tx,
      scope,
      id,
      draft.row.id,
      { ...frozen, ...kept, content: draft.content, costs },
      sentLines(draft, totals),
    );
    await spendPromotions(tx, scope, id, await usesOf(tx, scope, draft.content, totals), validUntilOn);
    await mirrorQuote(tx, scope, id, {
      ...mirrored,
      state: 'sent',
      sentOn: heading.issuedOn,
      validUntilOn,
      decidedOn: null,
    });
    await followAmount(tx, scope, seen.quote, totals, setsDealAmount);
    const data = {
      revision: draft.row.number,
      sha256,
      totalMinor: kept.totalMinor,
      currency: draft.content.currency,
      validUntilOn,
      dealId: seen.quote.deal?.id ?? null,
    };
    await appendEvents(tx, scope, [{ kind: 'quote.sent', subjectKind: 'quote', subjectId: id, happenedAt: sentAt, data }]);
    return describeDocument(tx, scope, await findQuote(tx, scope, id), null);
  });
}
