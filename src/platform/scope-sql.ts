import { CompiledQuery, type QueryResult } from 'kysely';
import type { Db } from './db.ts';
import type { Scope } from './scope.ts';

/**
 * Raw SQL for shapes that a typed builder cannot say (lists made from the field registry, reports). It is opened with a
 * scope, and a statement that never asks for `workspace` is refused: the tenant is bound or nothing runs.
 */
export class ScopedSql {
  readonly scope: Scope;
  private readonly values: unknown[] = [];
  private readonly places = new Map<unknown, string>();
  private isBound = false;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** Adds a value and answers its placeholder (`$3`). Equal primitive values share one. */
  param(value: unknown): string {
    const known = this.places.get(value);
    if (known) return known;
    this.values.push(value);
    const place = `$${this.values.length}`;
    if (typeof value !== 'object') this.places.set(value, place);
    return place;
  }

  /** The condition that binds a table (by its alias) to the scope's workspace. */
  workspace(alias: string): string {
    this.isBound = true;
    return `${alias}.workspace_id = ${this.param(this.scope.workspaceId)}`;
  }

  /** The workspace id as a placeholder, for inserts. */
  get workspaceId(): string {
    this.isBound = true;
    return `${this.param(this.scope.workspaceId)}::uuid`;
  }

  /** Runs the text. Column names come back as the text spells them: write `amount_minor as "amountMinor"`. */
  async rows<Row>(db: Db, text: string): Promise<Row[]> {
    return (await this.run<Row>(db, text)).rows;
  }

  /** The first row, or undefined. */
  async first<Row>(db: Db, text: string): Promise<Row | undefined> {
    return (await this.rows<Row>(db, text))[0];
  }

  /** Runs the text and answers the driver's result, with `numAffectedRows`. */
  async run<Row>(db: Db, text: string): Promise<QueryResult<Row>> {
    if (!this.isBound) throw new Error('scoped SQL without a workspace condition');
    return db.executeQuery<Row>(CompiledQuery.raw(text, this.values));
  }
}

/** Opens a raw statement for a scope. */
export function scopedSql(scope: Scope): ScopedSql {
  return new ScopedSql(scope);
}

/** A column or table name safe to put into SQL text; refuses anything that is not plain snake_case. */
export function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not an identifier: ${name}`);
  return name;
}

/** SQL of a sum of amounts: never beyond the greatest whole number that travels exactly, so that typing errors cannot break a sum. */
export function sumSql(amount: string): string {
  return `least(coalesce(sum(${amount}), 0), ${Number.MAX_SAFE_INTEGER})::bigint`;
}
