import type { Db } from '../../platform/db.ts';
import { dayInZone, todayIn } from '../../platform/days.ts';
import { DomainError } from '../../platform/errors.ts';
import { appendEvents } from '../../platform/events.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx, type Tx } from '../../platform/tx.ts';
import { accountEntity, contactEntity } from '../customers/entity.ts';
import { contactBar } from '../customers/rules.ts';
import { createDeals } from '../deals/creation/service.ts';
import type { Input, Row } from '../records/entities/rules.ts';
import { applyChanges, createRecords, getRecord, getRow, permitOn } from '../records/entities/service.ts';
import type { ContactGuard } from '../timeline/contact-guard/service.ts';
import { kindsOfContact } from '../timeline/rules.ts';
import { findFirstActivities, linkActivities } from '../timeline/facts/service.ts';
import { type Conversion, Lead } from './contract.ts';
import { leadEntity } from './entity.ts';
import { accountOf, contactOf, type LeadFacts, refusalOfClosing, refusalOfReopening } from './rules.ts';
import { findBarredLeads, findIsEnabled, findOpenLeads, findRecordsOfEvents, saveIsEnabled, setFirstContacts } from './store.ts';

/** Whether the workspace works with leads. */
export async function getProspectingSettings(db: Db, scope: Scope): Promise<{ isEnabled: boolean }> {
  return { isEnabled: await findIsEnabled(db, scope) };
}

/** Switches leads on or off; those there are stay. */
export async function updateProspectingSettings(db: Db, scope: Scope, isEnabled: boolean): Promise<{ isEnabled: boolean }> {
  permit(scope, 'settings', 'edit');
  await saveIsEnabled(db, scope, isEnabled);
  return { isEnabled };
}

/** Creates a lead, unless the workspace has switched leads off. */
export async function createLead(db: Db, scope: Scope, input: Input): Promise<Lead> {
  return inTx(db, async (tx) => {
    permit(scope, 'lead', 'create');
    if (!(await findIsEnabled(tx, scope))) throw new DomainError('prospecting.leads_off');
    const [id] = await createRecords(tx, scope, leadEntity, [input]);
    return readLead(tx, scope, id ?? '');
  });
}

async function readLead(db: Db, scope: Scope, id: string): Promise<Lead> {
  return Lead.parse(await getRecord(db, scope, leadEntity, id));
}

async function lockLead(tx: Tx, scope: Scope, id: string): Promise<{ row: Row; lead: Lead }> {
  const row = await getRow(tx, scope, leadEntity, id, { lock: true });
  permitOn(scope, leadEntity, 'edit', row);
  return { row, lead: await readLead(tx, scope, id) };
}

/** When a lead was first contacted: its first call, mail, message, meeting, visit or demo that was done. */
async function firstContactOf(tx: Tx, scope: Scope, id: string): Promise<string | null> {
  return (await findFirstActivities(tx, scope, [id], { kinds: kindsOfContact, done: true })).get(id) ?? null;
}

function factsOf(lead: Lead, scope: Scope): LeadFacts {
  return { ...lead, ownerId: lead.owner?.id ?? scope.userId };
}

export interface Converted {
  lead: Lead;
  accountId: string;
  contactId: string;
  dealId: string;
}

/**
 * Turns a lead into account, contact and a deal at the first stage, in one transaction. The deal opens on the day of the
 * first contact, and what was done and planned on the lead shows on all three.
 */
export async function convertLead(db: Db, scope: Scope, id: string, asked: Conversion): Promise<Converted> {
  return inTx(db, async (tx) => {
    const { row, lead } = await lockLead(tx, scope, id);
    if (asked.version !== undefined && asked.version !== lead.version)
      throw new DomainError('stale_version', { extra: { current: lead } });
    const refusal = refusalOfClosing(lead.status);
    if (refusal) throw new DomainError(refusal, { status: 409 });
    const facts = factsOf(lead, scope);
    const firstContactAt = await firstContactOf(tx, scope, id);
    const accountId = asked.accountId ?? (await createOne(tx, scope, accountEntity, accountOf(facts, asked)));
    const contactId = asked.contactId ?? (await createOne(tx, scope, contactEntity, contactOf(facts, asked, accountId)));
    const firstContactOn = firstContactAt === null ? null : dayInZone(firstContactAt, scope.timeZone);
    const openedOn = firstContactOn ?? todayIn(scope.timeZone);
    const [dealId = ''] = await createDeals(tx, scope, [
      { values: dealOf(facts, asked, { accountId, primaryContactId: contactId, openedOn, firstContactOn }) },
    ]);
    await linkActivities(tx, scope, id, [dealId]);
    const changes = { status: 'converted', convertedAt: new Date().toISOString(), firstContactAt, accountId, contactId, dealId };
    await applyChanges(tx, scope, leadEntity, [{ row, changes }], { linksAreKnown: true });
    await appendEvents(tx, scope, [
      { kind: 'lead.converted', subjectKind: 'lead', subjectId: id, data: { accountId, contactId, dealId } },
    ]);
    return { lead: await readLead(tx, scope, id), accountId, contactId, dealId };
  });
}

async function createOne(tx: Tx, scope: Scope, entity: typeof accountEntity, input: Input): Promise<string> {
  const [id = ''] = await createRecords(tx, scope, entity, [input]);
  return id;
}

interface DealPlace {
  accountId: string;
  primaryContactId: string;
  openedOn: string;
  firstContactOn: string | null;
}

function dealOf(lead: LeadFacts, asked: Conversion, place: DealPlace): Input {
  return {
    ...place,
    title: asked.dealTitle,
    amountMinor: asked.amountMinor ?? null,
    currency: asked.currency ?? null,
    source: lead.source,
    interest: asked.interest ?? lead.note?.slice(0, 4000) ?? null,
    ownerId: lead.ownerId,
  };
}

/** Gives a lead up, with the reason. */
export async function disqualifyLead(db: Db, scope: Scope, id: string, reason: string): Promise<Lead> {
  return inTx(db, async (tx) => {
    const { row, lead } = await lockLead(tx, scope, id);
    const refusal = refusalOfClosing(lead.status);
    if (refusal) throw new DomainError(refusal, { status: 409 });
    await applyChanges(tx, scope, leadEntity, [{ row, changes: { status: 'disqualified', disqualifyReason: reason } }]);
    await appendEvents(tx, scope, [{ kind: 'lead.disqualified', subjectKind: 'lead', subjectId: id, data: { reason } }]);
    return readLead(tx, scope, id);
  });
}

/** Takes a lead that was given up into work again. */
export async function reopenLead(db: Db, scope: Scope, id: string): Promise<Lead> {
  return inTx(db, async (tx) => {
    const { row, lead } = await lockLead(tx, scope, id);
    const refusal = refusalOfReopening(lead.status);
    if (refusal) throw new DomainError(refusal, { status: 409 });
    const status = lead.firstContactAt === null ? 'new' : 'contacted';
    await applyChanges(tx, scope, leadEntity, [{ row, changes: { status, disqualifyReason: null } }]);
    await appendEvents(tx, scope, [{ kind: 'lead.reopened', subjectKind: 'lead', subjectId: id }]);
    return readLead(tx, scope, id);
  });
}

/** Bars outgoing activities to leads who do not want them. Given to the timeline, which asks before it writes one. */
export const guardLeads: ContactGuard = async (tx, scope, approaches) => {
  const barred = await findBarredLeads(tx, scope, [...new Set(approaches.flatMap(({ recordIds }) => recordIds))]);
  if (barred.length === 0) return [];
  return approaches.flatMap(({ index, kind, recordIds }) =>
    barred
      .filter(({ id }) => recordIds.includes(id))
      .flatMap((lead) => {
        const bar = contactBar(lead, kind);
        if (bar === null) return [];
        const code = bar === 'doNotContact' ? 'customers.do_not_contact' : 'customers.consent_refused';
        return [{ index, code, params: { name: lead.name } }];
      }),
  );
};

/** Notes on open leads when they were first contacted, after activities on them changed. May run again at any time. */
export async function noteFirstContacts(db: Db, scope: Scope, eventIds: readonly string[]): Promise<void> {
  await inTx(db, async (tx) => {
    const ids = await findOpenLeads(tx, scope, await findRecordsOfEvents(tx, scope, eventIds));
    if (ids.length === 0) return;
    const firsts = await findFirstActivities(tx, scope, ids, { kinds: kindsOfContact, done: true });
    const contacted = await setFirstContacts(tx, scope, firsts);
    await appendEvents(
      tx,
      scope,
      contacted.map((id) => ({ kind: 'lead.contacted', subjectKind: 'lead', subjectId: id, happenedAt: firsts.get(id) ?? null })),
    );
  });
}
