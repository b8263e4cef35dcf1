import type { Database, Db } from '../../../../platform/db.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import type { Input } from '../../../records/entities/rules.ts';
import type { Refusals } from '../../../records/trials/rules.ts';
import type { TargetOption } from '../rules.ts';

/** A row that makes something new. */
export interface NewRow {
  values: Input;
  /** Properties of links to what the same import is still to make: they have no value yet. */
  waits: readonly string[];
}

/** What is there, with the values that a row has for it. */
export interface KnownRow {
  id: string;
  values: Input;
}

/** Judges the rows of one target, batch by batch, and remembers what earlier rows have claimed. Nothing is written. */
export interface Trial {
  /** What would be refused of rows that make something new, by place. */
  creates(rows: readonly NewRow[]): Promise<Refusals>;
  /** What would be refused of changes to what is there, by place, and which would change anything. */
  updates(rows: readonly KnownRow[]): Promise<{ refusals: Refusals; changed: ReadonlySet<number> }>;
}

/** What tells a row from others of its kind, and what is there of it already. */
export interface RowPlace {
  text: string;
  id: string | null;
}

/** What an import does with the rows of a kind. */
export interface TargetWork {
  create(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void>;
  /** Answers how many were different. */
  update(tx: Tx, scope: Scope, rows: readonly KnownRow[], importId: string): Promise<number>;
  trial(db: Database, scope: Scope): Trial;
  /** For kinds that no single field tells apart: null where a row does not say enough. */
  identify?(db: Db, scope: Scope, inputs: readonly Input[]): Promise<(RowPlace | null)[]>;
  /** Accepted values of closed lists that are the workspace's own, by field. */
  options?(db: Db, scope: Scope): Promise<ReadonlyMap<string, TargetOption[]>>;
}

/** A trial that refuses nothing, of kinds whose rows are judged while they are read. */
export const noTrial: Trial = {
  creates: () => Promise.resolve(new Map()),
  updates: () => Promise.resolve({ refusals: new Map(), changed: new Set() }),
};
