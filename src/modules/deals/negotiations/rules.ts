/** Objections of a period by what they are about. Deals count once each, those that are over alone. */
export interface ObjectionSum {
  kind: string;
  raised: number;
  closed: number;
  solved: number;
  won: number;
  lost: number;
}

/** Gives of a period, in the workspace's currency; a key of null stands for nobody. */
export interface GiveSum {
  key: string | null;
  name: string | null;
  deals: number;
  gives: number;
  unreturned: number;
  givenMinor: number;
  marginMinor: number;
  gotMinor: number;
}

export interface NegotiationReport {
  objections: ObjectionSum[];
  bySeller: GiveSum[];
  byAccount: GiveSum[];
}
