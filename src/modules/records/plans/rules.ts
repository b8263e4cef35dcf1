import type { Input } from '../entities/rules.ts';

/** A record on its way into the database: header and values, complete. */
export interface NewRecord {
  id: string;
  ownerId: string | null;
  teamId: string;
  title: string;
  values: Input;
}

/** A change on its way into the database. */
export interface RowChange {
  id: string;
  ownerId: string | null;
  teamId: string;
  title: string;
  /** Only the properties that change. */
  values: Input;
}
