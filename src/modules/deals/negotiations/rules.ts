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

/** How an answer of the library did in a period. */
export interface AnswerSum {
  id: string;
  title: string;
  kind: string;
  used: number;
  closed: number;
  solved: number;
  won: number;
  lost: number;
}

export interface NegotiationReport {
  objections: ObjectionSum[];
  answers: AnswerSum[];
  bySeller: GiveSum[];
  byAccount: GiveSum[];
}
