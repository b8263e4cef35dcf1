import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { translate } from '../../../platform/i18n.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { violationOf } from '../../../platform/violation.ts';
import { maximumTaxClasses, type NewTaxClass, type TaxClass, type TaxClassChanges } from './contract.ts';
import { usualTaxClasses } from './rules.ts';
import * as store from './store.ts';

/** Gives a new workspace the tax classes that are usual for its currency. */
export async function prepareTaxClasses(tx: Tx, scope: Scope): Promise<void> {
  const nameOf = (key: 'vat' | 'exempt' | 'none', rate: number): string =>
    translate(scope.language, `settings:taxes.names.${key}`, { rate });
  for (const [index, one] of usualTaxClasses(scope.currency, nameOf).entries()) await insert(tx, scope, one, index + 1);
}

async function insert(tx: Tx, scope: Scope, input: NewTaxClass, position: number): Promise<string> {
  const id = await store.insertTaxClass(tx, scope, input, position);
  await store.replaceRates(tx, scope, id, input.rates);
  return id;
}

/** Tax classes in their order. */
export async function listTaxClasses(db: Db, scope: Scope): Promise<TaxClass[]> {
  permit(scope, 'settings', 'view');
  return loadTaxClasses(db, scope);
}

/** The same for the rules of other modules: no right is asked for. */
export function loadTaxClasses(db: Db, scope: Scope): Promise<TaxClass[]> {
  return store.findTaxClasses(db, scope);
}

async function getTaxClass(db: Db, scope: Scope, id: string, lock = false): Promise<TaxClass> {
  const [found] = await store.findTaxClasses(db, scope, id, lock);
  if (!found) throw new DomainError('not_found');
  return found;
}

const taxEvent = (kind: string, scope: Scope, data: object) => ({
  kind: `settings.${kind}`,
  subjectKind: 'settings',
  subjectId: scope.workspaceId,
  data,
});

/** Runs a write, and says so in our words when another class has the name. */
async function refuseTwice<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violationOf(error)?.constraint !== 'tax_classes_name_uq') throw error;
    const code = 'settings.tax_class_exists';
    throw new DomainError(code, {
      status: 409,
      params: { name },
      fields: [{ pointer: '/body/name', code, params: { name } }],
      cause: error,
    });
  }
}

/** Adds a tax class, at the end of the list. */
export async function createTaxClass(db: Database, scope: Scope, input: NewTaxClass): Promise<TaxClass> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    await store.lockTaxClasses(tx, scope);
    const all = await store.findTaxClasses(tx, scope);
    if (all.length >= maximumTaxClasses)
      throw new DomainError('settings.too_many_tax_classes', { params: { limit: maximumTaxClasses } });
    if (input.isDefault) await store.clearDefault(tx, scope);
    const id = await refuseTwice(input.name, () => insert(tx, scope, input, all.length + 1));
    await appendEvents(tx, scope, [taxEvent('taxClassAdded', scope, { name: input.name })]);
    return getTaxClass(tx, scope, id);
  });
}

/** Changes a tax class. What names no class needs the default: it cannot be switched off. */
export async function updateTaxClass(
  db: Database,
  scope: Scope,
  id: string,
  { version, rates, ...changes }: TaxClassChanges,
): Promise<TaxClass> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    await store.lockTaxClasses(tx, scope);
    const before = await getTaxClass(tx, scope, id, true);
    if (before.version !== version) throw new DomainError('stale_version', { extra: { current: before } });
    const after = { ...before, ...changes };
    if (after.isDefault && !after.isActive) throw new DomainError('settings.tax_default_needed');
    if (changes.isDefault && !before.isDefault) await store.clearDefault(tx, scope);
    const stamp = { version: version + 1, updatedAt: new Date().toISOString() };
    await refuseTwice(after.name, () => store.updateTaxClass(tx, scope, id, { ...changes, ...stamp }));
    if (rates) await store.replaceRates(tx, scope, id, rates);
    await appendEvents(tx, scope, [
      taxEvent('taxClassChanged', scope, { name: after.name, changes: Object.keys({ ...changes, ...(rates ? { rates } : {}) }) }),
    ]);
    return getTaxClass(tx, scope, id);
  });
}

/** Deletes a tax class; one that products name, and the default, stay. */
export async function removeTaxClass(db: Database, scope: Scope, id: string): Promise<void> {
  permit(scope, 'settings', 'edit');
  await inTx(db, async (tx) => {
    const { name, isDefault } = await getTaxClass(tx, scope, id, true);
    if (isDefault) throw new DomainError('settings.tax_default_needed');
    try {
      await store.deleteTaxClass(tx, scope, id);
    } catch (error) {
      if (violationOf(error)?.kind !== 'foreignKey') throw error;
      throw new DomainError('settings.tax_class_in_use', { status: 409, params: { name }, cause: error });
    }
    await appendEvents(tx, scope, [taxEvent('taxClassRemoved', scope, { name })]);
  });
}
