import type { Db } from '../../../../platform/db.ts';
import { DomainError } from '../../../../platform/errors.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import { entityOf, type Input, pointerTo, type Row } from '../../../records/entities/rules.ts';
import { findRows } from '../../../records/rows/service.ts';
import type { UnitInput } from '../contract.ts';
import { readUnits } from '../notation/rules.ts';
import { faultsOfUnits, isSameUnits } from '../rules.ts';
import { loadUnits, replaceUnits } from '../service.ts';

/** What a row of a file says of a product's units. */
export interface SaidUnits {
  /** Of the row among those that come together. */
  place: number;
  /** Null for one that is yet to be made. */
  productId: string | null;
  /** Its other values. */
  fields: Input;
  /** `box = 12; pallet = 480 @ 4500.00`; empty for none. */
  text: string;
}

interface Read {
  place: number;
  productId: string | null;
  own: string | null;
  /** Undefined where the text cannot be read. */
  units: UnitInput[] | undefined;
}

async function readAll(db: Db, scope: Scope, said: readonly SaidUnits[]): Promise<Read[]> {
  const ids = said.flatMap(({ productId }) => productId ?? []);
  const rows = ids.length === 0 ? [] : await findRows(db, scope, entityOf('product'), ids);
  const known = new Map<unknown, Row>(rows.map((row) => [row['id'], row]));
  return said.map(({ place, productId, fields, text }) => {
    const all: Input = { ...known.get(productId), ...fields };
    const [own, currency] = [all['unit'], all['currency']];
    const units = readUnits(text, typeof currency === 'string' ? currency : scope.currency);
    return { place, productId, own: typeof own === 'string' && own !== '' ? own : null, units };
  });
}

function faultOf({ own, units }: Read): string | null {
  if (units === undefined) return 'catalogue.units_unreadable';
  return faultsOfUnits(own, units)[0]?.code ?? null;
}

/** What would be refused of units that rows name, by place. */
export async function findUnitFaults(
  db: Db,
  scope: Scope,
  said: readonly SaidUnits[],
): Promise<Map<number, { code: string; params: Record<string, unknown>; path: string }[]>> {
  const read = await readAll(db, scope, said);
  return new Map(
    read.flatMap((one) => {
      const code = faultOf(one);
      return code === null ? [] : [[one.place, [{ code, params: {}, path: 'units' }]] as const];
    }),
  );
}

/** The places of rows that name other units than their products have. */
export async function changedUnits(db: Db, scope: Scope, said: readonly SaidUnits[]): Promise<Set<number>> {
  const read = await readAll(db, scope, said);
  const there = await loadUnits(
    db,
    scope,
    read.flatMap(({ productId }) => productId ?? []),
  );
  const isOther = ({ productId, units }: Read): boolean => !units || !isSameUnits(units, there.get(productId ?? '') ?? []);
  return new Set(read.filter(isOther).map(({ place }) => place));
}

/** Gives products that the caller has made or may edit the units that rows name; which is sold and begins a line stays as it was. */
export async function bringUnits(tx: Tx, scope: Scope, said: readonly SaidUnits[]): Promise<void> {
  const read = await readAll(tx, scope, said);
  const fields = read.flatMap((one) => {
    const code = faultOf(one);
    return code === null ? [] : [{ pointer: pointerTo(one.place, said.length, 'units'), code }];
  });
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
  const there = await loadUnits(
    tx,
    scope,
    read.flatMap(({ productId }) => productId ?? []),
  );
  const products = read.flatMap(({ productId, units = [] }) => {
    if (productId === null) return [];
    const before = new Map((there.get(productId) ?? []).map((unit) => [unit.name, unit]));
    const kept = units.map((unit) => {
      const was = before.get(unit.name);
      return was ? { ...unit, isSold: was.isSold, isDefault: was.isDefault } : unit;
    });
    return [{ productId, units: kept }];
  });
  await replaceUnits(tx, scope, products);
}
