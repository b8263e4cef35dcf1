import type { Database } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { bringUnits, changedUnits, findUnitFaults, type SaidUnits } from '../../catalogue/units/importing/service.ts';
import { markChanged } from '../../catalogue/units/service.ts';
import type { Claims } from '../../records/duplicates/service.ts';
import { entityOf, type Input } from '../../records/entities/rules.ts';
import { createRecords } from '../../records/entities/service.ts';
import { updateImported } from '../../records/keys/service.ts';
import { type Refusal, type Refusals, tryCreates, tryUpdates } from '../../records/trials/service.ts';
import { splitUnits } from './rules.ts';

interface Change {
  id: string;
  values: Input;
}

const product = () => entityOf('product');

/** What rows say of units, with the place of each. */
function said(rows: readonly { id: string | null; values: Input }[]): SaidUnits[] {
  return rows.flatMap(({ id, values }, place) => {
    const { fields, units } = splitUnits(values);
    return units === undefined ? [] : [{ place, productId: id, fields, text: units ?? '' }];
  });
}

const plain = ({ id, values }: Change): Change => ({ id, values: splitUnits(values).fields });

/** Creates products with the units that their rows name. */
export async function importProducts(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  const options = { importId, linksAreKnown: true, searchLater: true };
  const values = inputs.map((input) => splitUnits(input).fields);
  const ids = await createRecords(tx, scope, product(), values, options);
  await bringUnits(tx, scope, said(inputs.map((input, place) => ({ id: ids[place] ?? null, values: input }))));
}

/** Changes products that are there, and their units; answers how many of them were different. */
export async function changeProducts(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<number> {
  const units = said(changes);
  const other = await changedUnits(tx, scope, units);
  const fields = changes.map(plain);
  const alone = fields.filter((_, place) => other.has(place));
  const counted = await updateImported(
    tx,
    scope,
    product(),
    fields.filter((_, place) => !other.has(place)),
  );
  if (alone.length === 0) return counted;
  await updateImported(tx, scope, product(), alone);
  const changed = units.filter(({ place }) => other.has(place));
  await bringUnits(tx, scope, changed);
  await markChanged(
    tx,
    scope,
    changed.flatMap(({ productId }) => productId ?? []),
  );
  return counted + alone.length;
}

function together(one: Refusals, other: Refusals): Refusals {
  const all = new Map<number, readonly Refusal[]>(one);
  for (const [place, reasons] of other) all.set(place, [...(all.get(place) ?? []), ...reasons]);
  return all;
}

/** What would be refused of products that rows make, by place. */
export async function tryProducts(db: Database, scope: Scope, inputs: readonly Input[], claims: Claims): Promise<Refusals> {
  const values = inputs.map((input) => splitUnits(input).fields);
  const units = await findUnitFaults(db, scope, said(inputs.map((input) => ({ id: null, values: input }))));
  return together(await tryCreates(db, scope, product(), values, claims), units);
}

/** What would be refused of changes to products that are there, by place, and which would change anything. */
export async function tryProductChanges(
  db: Database,
  scope: Scope,
  changes: readonly Change[],
  claims: Claims,
): Promise<{ refusals: Refusals; changed: ReadonlySet<number> }> {
  const units = said(changes);
  const faults = await findUnitFaults(db, scope, units);
  const { refusals, changed } = await tryUpdates(db, scope, product(), changes.map(plain), claims);
  const other = await changedUnits(db, scope, units);
  const sound = [...other].filter((place) => !faults.has(place) && !refusals.has(place));
  return { refusals: together(refusals, faults), changed: new Set([...changed, ...sound]) };
}
