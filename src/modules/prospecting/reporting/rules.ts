/** A period, and what its leads are narrowed to. */
export interface ConversionQuery {
  from: string;
  to: string;
  ownerId?: string | undefined;
  teamIds?: readonly string[] | undefined;
  source?: string | undefined;
  industry?: string | undefined;
}

/** Leads, each account once, and how many of those accounts have bought since. */
export interface Converted {
  leads: number;
  won: number;
}

export interface ConversionReport extends Converted {
  /** The same of the period of the same length just before. */
  previous: Converted;
  /** By the month (2026-11) the leads were received in; months without leads are left out. */
  byMonth: ReadonlyMap<string, Converted>;
}

export const noLeads: Converted = { leads: 0, won: 0 };
