/** Something that may be shown of a record, with what it says at the moment. */
export interface SharePart {
  value: string;
  label: string;
  says: string | null;
  /** Ticked before anybody decides. */
  isUsual: boolean;
}

/** What of a record can be shared, and how its page is called. */
export interface Shareable {
  recordId: string;
  title: string;
  page: string;
  parts: readonly SharePart[];
}
