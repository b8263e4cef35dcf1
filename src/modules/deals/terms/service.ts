import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { AgreedTerms } from '../../settings/terms/contract.ts';
import { areTermsSaid, areTermsSet, departuresOf, sameTerms, standardTerms, termsOf } from '../../settings/terms/rules.ts';
import { loadTermsPolicy } from '../../settings/terms/service.ts';
import { type DealRow, findDealRow, lockDeal } from '../service.ts';
import type { DealTerms, setDealTerms as setEndpoint } from './contract.ts';
import { termFaults } from './rules.ts';
import * as store from './store.ts';

async function load(db: Db, scope: Scope, deal: DealRow): Promise<DealTerms> {
  const policy = await loadTermsPolicy(db, scope);
  const row = await store.findTerms(db, scope, deal.id);
  const terms = row ? AgreedTerms.parse(row.content) : null;
  const currency = row?.currency ?? deal.currency;
  const totalMinor = currency === deal.currency ? deal.amountMinor : null;
  const { agreedNumber: number = null, agreedRevision: revision = null, agreedOn: on = null } = row ?? {};
  return {
    terms,
    currency,
    totalMinor,
    departures: terms ? departuresOf(terms, policy, totalMinor) : [],
    standard: standardTerms(policy),
    agreed: number !== null && revision !== null && on !== null ? { number, revision, on } : null,
    by: row && row.byId !== null ? { id: row.byId, name: row.byName ?? '' } : null,
    updatedAt: row?.updatedAt ?? null,
    version: row?.version ?? null,
  };
}

/** What is agreed on a deal besides the price. */
export async function getDealTerms(db: Db, scope: Scope, dealId: string): Promise<DealTerms> {
  return load(db, scope, await findDealRow(db, scope, dealId));
}

/** The terms of a deal that the caller has found, with the currency of their amounts; null where nobody set any. */
export async function findTermsOf(
  db: Db,
  scope: Scope,
  dealId: string,
): Promise<{ terms: AgreedTerms; currency: string } | null> {
  const row = await store.findTerms(db, scope, dealId);
  return row ? { terms: AgreedTerms.parse(row.content), currency: row.currency } : null;
}

/** Sets the terms of a deal. Those that were agreed with a quote remain so only while they say the same. */
export async function setDealTerms(
  db: Db,
  scope: Scope,
  dealId: string,
  { version, terms }: BodyOf<typeof setEndpoint>,
): Promise<DealTerms> {
  return inTx(db, async (tx) => {
    const deal = await lockDeal(tx, scope, dealId, 'edit', null);
    const current = await load(tx, scope, deal);
    if ((current.version ?? undefined) !== version) throw new DomainError('stale_version', { extra: { current } });
    const fields = termFaults(terms);
    if (fields.length > 0) throw new DomainError('invalid_input', { fields });
    const agreed = current.terms && sameTerms(current.terms, terms) ? current.agreed : null;
    await store.upsertTerms(tx, scope, dealId, {
      currency: deal.currency,
      content: termsOf(terms),
      isSet: areTermsSet(terms),
      agreed,
    });
    const updated = await load(tx, scope, deal);
    await appendEvents(tx, scope, [
      {
        kind: 'deal.termsSet',
        subjectKind: 'deal',
        subjectId: dealId,
        data: { departures: updated.departures.map(({ key }) => key) },
      },
    ]);
    return updated;
  });
}

/** The quote that a customer accepted, as far as the terms of its deal name it. */
export interface Agreement {
  number: string;
  revision: number;
  on: string;
  currency: string;
}

/** Makes the terms of an accepted quote those of its deal, word for word; one that says none leaves them. The caller has asked the rights. */
export async function keepAgreedTerms(
  tx: Tx,
  scope: Scope,
  dealId: string,
  terms: AgreedTerms,
  { currency, ...agreed }: Agreement,
): Promise<void> {
  if (!areTermsSaid(terms)) return;
  await store.upsertTerms(tx, scope, dealId, { currency, content: termsOf(terms), isSet: areTermsSet(terms), agreed });
  const { number, revision } = agreed;
  await appendEvents(tx, scope, [
    { kind: 'deal.termsAgreed', subjectKind: 'deal', subjectId: dealId, data: { number, revision } },
  ]);
}

/** Those of the deals whose terms are set. */
export async function findDealsWithTerms(db: Db, scope: Scope, dealIds: readonly string[]): Promise<string[]> {
  return store.findSet(db, scope, dealIds);
}
