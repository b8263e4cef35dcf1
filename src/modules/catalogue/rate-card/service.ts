import type { Db } from '../../../platform/db.ts';
import type { BodyOf, ReplyOf } from '../../../platform/endpoint.ts';
import { invalidField } from '../../../platform/errors.ts';
import { isReadable } from '../../../platform/field-rights.ts';
import { translate } from '../../../platform/i18n.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { findVisibleIds } from '../../records/audit/service.ts';
import { createRecords, getRecord } from '../../records/entities/service.ts';
import { maySeeCosts } from '../costs/service.ts';
import type { Product } from '../contract.ts';
import { products } from '../contract.ts';
import { productEntity } from '../entity.ts';
import { loadUnits, setUnits } from '../units/service.ts';
import { type createRole as createContract, type listRoles as listContract, maximumRoles } from './contract.ts';
import { roleOf, timeSpellings } from './rules.ts';
import * as store from './store.ts';

/** The roles that the scope may see; what they cost is for whoever may see costs. */
export async function listRoles(db: Db, scope: Scope): Promise<ReplyOf<typeof listContract>> {
  permit(scope, 'product', 'view');
  const found = await store.findServices(db, scope, timeSpellings, maximumRoles);
  const ids = found.map(({ id }) => id);
  const [visible, units] = [await findVisibleIds(db, scope, ids), await loadUnits(db, scope, ids)];
  const [isPriced, isCosted] = [isReadable(scope, 'product', 'priceMinor'), maySeeCosts(scope)];
  const data = found
    .filter(({ id }) => visible.has(id))
    .map((one) =>
      roleOf(
        { ...one, priceMinor: isPriced ? one.priceMinor : null, costMinor: isCosted ? one.costMinor : null },
        isPriced ? (units.get(one.id) ?? []) : [],
      ),
    );
  return { data, isCostHidden: !isCosted };
}

/** Adds a role: a service counted in hours, with the day as a further unit, called as the reader's language calls them. */
export async function createRole(
  db: Db,
  scope: Scope,
  body: BodyOf<typeof createContract>,
  { category, importId }: { category?: string; importId?: string } = {},
): Promise<Product> {
  const { name, code, perHourMinor, perDayMinor, hoursPerDay, costMinor } = body;
  if (perHourMinor === null && perDayMinor === null) throw invalidField('/body/perHourMinor', 'required');
  const currency = body.currency ?? scope.currency;
  const [hour, day] = [translate(scope.language, 'catalogue:rateCard.hour'), translate(scope.language, 'catalogue:rateCard.day')];
  const cost = costMinor === null ? {} : { costMinor, costCurrency: currency };
  return inTx(db, async (tx) => {
    const input = { name, code, category, kind: 'service', unit: hour, priceMinor: perHourMinor, currency, ...cost };
    const [id = ''] = await createRecords(tx, scope, productEntity, [input], importId === undefined ? {} : { importId });
    const inDays = { name: day, factor: hoursPerDay, priceMinor: perDayMinor, isSold: true, isDefault: perHourMinor === null };
    await setUnits(tx, scope, { id, unit: hour }, [inDays]);
    return products.Record.parse(await getRecord(tx, scope, productEntity, id));
  });
}
