import { uuidv7 } from 'uuidv7';
import { DomainError } from '../../../platform/errors.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import { reaches } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { withCurrencies } from '../currencies/rules.ts';
import { checkCustom } from '../custom-fields/values/service.ts';
import { type Change, differing, type Entity, type Input, pointerTo, type Row, titleOf } from '../entities/rules.ts';
import { refuseUnwritable } from '../field-rights/rules.ts';
import type { NewRecord, RowChange } from './rules.ts';
import { checkLinks, resolveOwners } from '../links/service.ts';

export interface PlanOptions {
  /** Skips the check of links that the caller has just resolved itself. */
  linksAreKnown?: boolean;
}

/** What creating these would write. Refuses what rules, rights and fields refuse, and writes nothing itself. */
export async function planRecords(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  inputs: readonly Input[],
  options: PlanOptions = {},
): Promise<NewRecord[]> {
  refuseUnwritable(scope, entity, inputs.map(gathered), true);
  const changes = inputs.map((input) => ({
    id: typeof input['id'] === 'string' ? input['id'] : uuidv7(),
    before: null,
    input: withDefaults(entity, gathered(input)),
  }));
  const prepared = await prepare(tx, scope, entity, changes, options);
  const owners = await resolveOwners(tx, scope, prepared);
  const batch = prepared.map((values, index) => newRecord(entity, changes[index], values, owners(values)));
  refuseBeyond(scope, entity, 'create', batch);
  return batch;
}

/** Refuses what the right to an action does not reach, naming each: whose it is is why. */
function refuseBeyond(
  scope: Scope,
  { object }: Entity,
  action: string,
  batch: readonly ({ ownerId: string | null; teamId: string } | null)[],
): void {
  const params = { object, action };
  const fields = batch.flatMap((one, index) =>
    one === null || reaches(scope, object, action, one)
      ? []
      : [{ pointer: pointerTo(index, batch.length, 'ownerId'), code: 'forbidden', params }],
  );
  if (fields.length > 0) throw new DomainError('forbidden', { params, fields });
}

function withDefaults(entity: Entity, input: Input): Input {
  const defaults = entity.columns.filter(
    ({ field, property }) => field.defaultValue !== undefined && (input[property] ?? null) === null,
  );
  return { ...input, ...Object.fromEntries(defaults.map(({ property, field }) => [property, field.defaultValue])) };
}

async function prepare(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  asked: readonly Change[],
  options: PlanOptions,
): Promise<readonly Input[]> {
  const changes = asked.map((change) => ({ ...change, input: withCurrencies(entity.columns, change, scope.currency) }));
  const completed = entity.prepare ? await entity.prepare(tx, scope, changes) : changes.map(({ input }) => input);
  if (!options.linksAreKnown) await checkLinks(tx, scope, entity, completed);
  return checkCustom(tx, scope, entity.object, changes, completed);
}

function newRecord(
  entity: Entity,
  change: Change | undefined,
  values: Input,
  owner: { ownerId: string | null; teamId: string },
): NewRecord {
  return { id: change?.id ?? uuidv7(), ...owner, title: titleOf(entity, values), values };
}

/** Whose a row is. */
export function ownedBy(row: Row): { ownerId: string | null; teamId: string; sharedEdit: boolean } {
  const ownerId = typeof row['ownerId'] === 'string' ? row['ownerId'] : null;
  return { ownerId, teamId: String(row['teamId']), sharedEdit: row['sharedEdit'] === true };
}

export interface RowUpdate {
  row: Row;
  changes: Input;
}

/** What is not so already, of rows and what they shall be. */
export function changesOf(updates: readonly RowUpdate[]): (Change & { before: Row })[] {
  return updates
    .map(({ row, changes }) => ({ id: String(row['id']), before: row, input: realChanges(row, gathered(changes)) }))
    .filter(({ input }) => Object.keys(input).length > 0);
}

/** What these changes would write. Refuses what rules, rights and fields refuse, and writes nothing itself. */
export async function planChanges(
  tx: Tx,
  scope: Scope,
  entity: Entity,
  asked: readonly (Change & { before: Row })[],
  options: PlanOptions = {},
): Promise<RowChange[]> {
  const given = asked.map(({ input }) => input);
  refuseUnwritable(scope, entity, given, false);
  const prepared = await prepare(tx, scope, entity, asked, options);
  const owners = await resolveOwners(tx, scope, prepared);
  const moved = asked.map(({ before }, index) => (isMoved(prepared[index] ?? {}) ? ownedBy(before) : null));
  refuseBeyond(scope, entity, 'transfer', moved);
  return prepared.map((values, index) => rowChange(entity, asked[index]?.before ?? {}, values, owners));
}

function isMoved(values: Input): boolean {
  return 'ownerId' in values || 'teamId' in values;
}

/** Added fields by name (`custom.tier`, as imports give them) stand together in `custom`. */
export function gathered(input: Input): Input {
  const added = Object.entries(input).filter(([key]) => key.startsWith(customPrefix));
  if (added.length === 0) return input;
  const own = Object.entries(input).filter(([key]) => !key.startsWith(customPrefix));
  const custom = added.map(([key, value]) => [key.slice(customPrefix.length), value]);
  return { ...Object.fromEntries(own), custom: { ...membersOf(input['custom']), ...Object.fromEntries(custom) } };
}

function realChanges(row: Row, { custom, ...changes }: Input): Input {
  const own = differing(row, changes);
  const added = differing(membersOf(row['custom']), membersOf(custom));
  return Object.keys(added).length === 0 ? own : { ...own, custom: added };
}

/** The members of a structured value; none of anything else. */
export function membersOf(value: unknown): Input {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function rowChange(
  entity: Entity,
  before: Row,
  values: Input,
  owners: (values: Input) => { ownerId: string | null; teamId: string },
): RowChange {
  const old = ownedBy(before);
  const owner = isMoved(values) ? owners({ ...('ownerId' in values ? {} : { ownerId: old.ownerId }), ...values }) : old;
  return { id: String(before['id']), ...owner, title: titleOf(entity, { ...before, ...values }), values };
}
