import type { Conversion, Lead, LeadStatus } from './contract.ts';

/** Why a lead cannot be converted or given up any more; null when it can. */
export function refusalOfClosing(status: LeadStatus): 'prospecting.already_converted' | 'prospecting.is_disqualified' | null {
  if (status === 'converted') return 'prospecting.already_converted';
  return status === 'disqualified' ? 'prospecting.is_disqualified' : null;
}

/** Why a lead cannot be taken up again; null when it can. */
export function refusalOfReopening(status: LeadStatus): 'prospecting.already_converted' | 'prospecting.is_open' | null {
  if (status === 'converted') return 'prospecting.already_converted';
  return status === 'disqualified' ? null : 'prospecting.is_open';
}

/** What a lead is known by when it becomes an account and a contact. */
export interface LeadFacts {
  name: string;
  company: string | null;
  jobTitle: string | null;
  phones: unknown;
  emails: unknown;
  handles: unknown;
  source: string | null;
  industry: string | null;
  region: string | null;
  note: string | null;
  doNotContact: boolean;
  consent: Lead['consent'];
  consentOn: string | null;
  ownerId: string | null;
}

type Values = Record<string, unknown>;

/** The account of a lead: its company, or itself when it names none. */
export function accountOf(lead: LeadFacts, asked: Pick<Conversion, 'accountName'>): Values {
  return {
    name: asked.accountName ?? lead.company ?? lead.name,
    industry: lead.industry,
    region: lead.region,
    source: lead.source,
    ownerId: lead.ownerId,
  };
}

/** The contact of a lead at an account. */
export function contactOf(lead: LeadFacts, asked: Pick<Conversion, 'contactName'>, accountId: string): Values {
  const { jobTitle, phones, emails, handles, doNotContact, consent, consentOn, ownerId } = lead;
  const name = asked.contactName ?? lead.name;
  return { name, accountId, jobTitle, phones, emails, handles, doNotContact, consent, consentOn, ownerId };
}
