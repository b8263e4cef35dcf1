import { todayIn } from '../../platform/days.ts';
import type { Database, Db } from '../../platform/db.ts';
import { type Both, clockOf, inLanguage } from '../../platform/demo.ts';
import { DomainError } from '../../platform/errors.ts';
import { appendEvents, forgetEvents } from '../../platform/events.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { refreshStatistics } from '../../platform/statistics.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import { loadDemoApprovalRule } from '../approvals/demo.ts';
import { listImportedRules, removeImportedRules } from '../approvals/chains/service.ts';
import { loadDemoPriceBooks } from '../catalogue/books/demo.ts';
import { listImportedBooks, removeImportedBooks } from '../catalogue/books/imports/service.ts';
import { type DemoCatalogue, loadDemoCatalogue } from '../catalogue/demo.ts';
import { type DemoAccount, industries, loadDemoCustomers, regions } from '../customers/demo.ts';
import { loadDemoDeals } from '../deals/demo.ts';
import { otherCurrencies } from '../deals/past/service.ts';
import { loadDemoPromotions } from '../catalogue/promotions/demo.ts';
import { listImportedPromotions, removeImportedPromotions } from '../catalogue/promotions/service.ts';
import { userScope } from '../identity/access/service.ts';
import { loadDemoPeople } from '../identity/demo.ts';
import { listImportedPeople, removeEveryImportedPerson } from '../identity/imports/service.ts';
import { listUsers } from '../identity/members/service.ts';
import { loadDemoTargets } from '../insights/demo.ts';
import { removeImportedTargets } from '../insights/targets/service.ts';
import { loadDemoLibrary } from '../library/demo.ts';
import { loadDemoQuotes } from '../offers/demo.ts';
import { loadDemoOrders } from '../orders/demo.ts';
import { loadDemoLeads } from '../prospecting/demo.ts';
import { entityOf } from '../records/entities/rules.ts';
import { updateRecord } from '../records/entities/service.ts';
import { listImported, removeEveryImported } from '../records/keys/service.ts';
import { loadDemoRates, priceIn } from '../settings/demo.ts';
import { demoClauseIds, loadDemoClauses } from '../settings/terms/demo.ts';
import { takeBackClauses } from '../settings/terms/service.ts';
import { removeImportedRates } from '../settings/service.ts';
import { listImportedActivities, removeEveryImportedActivity } from '../timeline/imports/service.ts';
import type { Demo, DemoCounts, Kept } from './contract.ts';
import { demoId, demoKinds, totalOf } from './rules.ts';

/** Whether the sample company is in the workspace, and how much of it. */
export async function getDemo(db: Db, scope: Scope): Promise<Demo> {
  permit(scope, 'demo', 'view');
  const records = await listRecords(db, scope);
  const people = await listImportedPeople(db, scope, demoId);
  const of = (kind: string): number => records.filter((record) => record.kind === kind).length;
  const counts: DemoCounts = {
    deals: of('deal'),
    accounts: of('account'),
    contacts: of('contact'),
    leads: of('lead'),
    products: of('product'),
    competitors: of('competitor'),
    quotes: of('quote'),
    orders: of('order'),
    materials: of('material'),
    priceBooks: (await listImportedBooks(db, scope, demoId)).length,
    promotions: (await listImportedPromotions(db, scope, demoId)).length,
    approvalRules: (await listImportedRules(db, scope, demoId)).length,
    people: people.filter(({ kind }) => kind === 'user').length,
    teams: people.filter(({ kind }) => kind === 'team').length,
  };
  return { isLoaded: totalOf(counts) > 0, counts };
}

async function listRecords(db: Db, scope: Scope): Promise<Kept[]> {
  const lists: Kept[] = [];
  for (const kind of demoKinds) for (const one of await listImported(db, scope, kind, demoId)) lists.push({ ...one, kind });
  return lists;
}

/** Whose day the sample company fills: whoever loads it; for the program itself, the first owner. */
async function scopeOfLoader(db: Db, scope: Scope): Promise<Scope> {
  if (scope.userId !== null) return userScope(db, scope.workspaceId, scope.userId);
  const { data } = await listUsers(db, scope, { role: 'owner', active: 'true', limit: 200 });
  const [first] = data.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  if (!first) throw new DomainError('not_found');
  return userScope(db, scope.workspaceId, first.id);
}

/**
 * Loads the sample company, told from today: the same for the same day, language and currency. All in one transaction, in the
 * name of its own people (who cannot sign in) and of whoever loads it.
 */
export async function loadDemo(db: Database, scope: Scope): Promise<Demo> {
  permit(scope, 'demo', 'load');
  const today = todayIn(scope.timeZone);
  return inTx(db, async (tx) => {
    if ((await getDemo(tx, scope)).isLoaded) throw new DomainError('demo.already_loaded', { status: 409 });
    await loadAll(tx, scope, today).catch(refuseSecond);
    await refreshStatistics(tx, filledTables);
    await appendEvents(tx, scope, [{ kind: 'demo.loaded', subjectKind: 'demo', subjectId: scope.workspaceId }]);
    return getDemo(tx, scope);
  });
}

/** What follows from so many rows at once (jobs that read timelines) is planned by their number. */
const filledTables = ['records', 'events', 'deals', 'deal_stage_history', 'activities', 'activity_links'];

/** Two who load at once: the second finds the people there already. */
function refuseSecond(error: unknown): never {
  if (error instanceof DomainError && error.code === 'identity.email_taken')
    throw new DomainError('demo.already_loaded', { status: 409 });
  throw error;
}

async function loadAll(tx: Tx, scope: Scope, today: string): Promise<void> {
  const clock = { today, timeZone: scope.timeZone, at: clockOf(scope.timeZone) };
  const me = await scopeOfLoader(tx, scope);
  const cast = await loadDemoPeople(tx, scope, demoId, me);
  await loadDemoRates(tx, scope, demoId, today);
  await loadDemoClauses(tx, scope);
  const catalogue = await loadDemoCatalogue(tx, scope, demoId, today);
  const accounts = await loadDemoCustomers(tx, scope, cast, demoId);
  await loadPricing(tx, scope, { accounts, catalogue, today });
  const answers = await loadDemoLibrary(tx, scope, demoId, catalogue.items);
  const deals = await loadDemoDeals(tx, scope, cast, { accounts, catalogue, answers, clock, importId: demoId });
  const ordered = await loadDemoQuotes(tx, scope, cast, { deals, ...catalogue, clock, importId: demoId });
  await loadDemoOrders(tx, scope, cast, { deals, ordered, clock, importId: demoId });
  await loadDemoLeads(tx, scope, cast, { deals, clock, importId: demoId });
  await loadDemoTargets(tx, scope, demoId, today);
}

interface Priced {
  accounts: readonly DemoAccount[];
  catalogue: DemoCatalogue;
  today: string;
}

/** From so much on, in yuan, a quote of the sample company is large. */
const largeQuote = 1_200_000;

/** Price books, promotions, and who is asked about the largest quotes. */
async function loadPricing(tx: Tx, scope: Scope, { accounts, catalogue, today }: Priced): Promise<void> {
  const { items, categories } = catalogue;
  const say = (text: Both | undefined): string => (text ? inLanguage(text, scope.language) : '');
  await loadDemoPriceBooks(tx, scope, {
    items,
    categories,
    keyAccountIds: accounts.flatMap(({ id, isOld }) => (isOld ? [id] : [])).slice(0, 6),
    batteries: say(industries.battery),
    europe: say(regions['europe']),
    today,
    importId: demoId,
  });
  await loadDemoPromotions(tx, scope, { items, categories, today, importId: demoId });
  await loadDemoApprovalRule(tx, scope, demoId, priceIn(scope.currency, largeQuote));
}

/**
 * Removes the sample company, whoever changed it since. What people made stays; a sample record that something of theirs
 * points to stays too, becomes theirs, and is named. Ended in between, it is taken up by removing again.
 */
export async function removeDemo(db: Database, scope: Scope): Promise<{ removed: number; kept: Kept[] }> {
  permit(scope, 'demo', 'remove');
  const before = await getDemo(db, scope);
  if (!before.isLoaded) throw new DomainError('demo.not_loaded', { status: 409 });
  const records = await listRecords(db, scope);
  const people = await listImportedPeople(db, scope, demoId);
  const recordIds = records.map(({ id }) => id);
  const activities = await listImportedActivities(db, scope, demoId, recordIds);
  await removeEveryImportedActivity(db, scope, demoId);
  const kept: Kept[] = [];
  for (const kind of demoKinds) {
    const left = await removeEveryImported(db, scope, entityOf(kind), demoId);
    kept.push(...left.map((one) => ({ ...one, kind })));
  }
  await handOver(db, scope, kept);
  const marks = [
    ...(await listImportedBooks(db, scope, demoId)),
    ...(await listImportedPromotions(db, scope, demoId)),
    ...(await listImportedRules(db, scope, demoId)),
  ];
  const stayed = await removeEveryImportedPerson(db, scope, demoId);
  kept.push(...stayed.map(({ id, kind, name }) => ({ id, kind, title: name })));
  await inTx(db, async (tx) => {
    const books = await removeImportedBooks(tx, scope, demoId);
    kept.push(...books.map((book) => ({ ...book, kind: 'priceBook' })));
    const promotions = await removeImportedPromotions(tx, scope, demoId);
    kept.push(...promotions.map((promotion) => ({ ...promotion, kind: 'promotion' })));
    await takeBackClauses(tx, scope, demoClauseIds);
    await removeImportedRules(tx, scope, demoId);
    const stays = new Set(kept.map(({ id }) => id));
    const gone = [...recordIds, ...activities, ...[...people, ...marks].map(({ id }) => id)].filter((id) => !stays.has(id));
    await removeImportedTargets(tx, scope, demoId);
    await removeImportedRates(tx, scope, demoId, await otherCurrencies(tx, scope, demoId));
    await forgetEvents(tx, scope, gone);
    await appendEvents(tx, scope, [{ kind: 'demo.removed', subjectKind: 'demo', subjectId: scope.workspaceId }]);
  });
  return { removed: totalOf(before.counts) - kept.length, kept };
}

/** What stays belongs to whoever removes the rest: its seller leaves. */
async function handOver(db: Database, scope: Scope, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  const { userId } = await scopeOfLoader(db, scope);
  for (const { id, kind } of kept) await updateRecord(db, scope, entityOf(kind), id, { ownerId: userId });
}
