import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import type { Scope } from '../../../platform/scope.ts';
import { permit } from '../../../platform/rights.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { findHead } from '../../records/audit/service.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { getRow } from '../../records/entities/service.ts';
import { productEntity } from '../entity.ts';
import { lockProduct } from '../parts/service.ts';
import type { CustomerNumber, CustomerNumberInput, NamedProduct } from './contract.ts';
import * as store from './store.ts';

/** What customers call a product, of the customers that the scope sees. */
export async function listCustomerNumbers(db: Db, scope: Scope, productId: string): Promise<CustomerNumber[]> {
  await getRow(db, scope, productEntity, productId, { deleted: true });
  return store.findNumbers(db, scope, productId);
}

/** Other products that a customer, whom the scope has to see, has a number for already. */
export async function listSharingProducts(
  db: Db,
  scope: Scope,
  productId: string,
  accountId: string,
  number: string,
): Promise<CustomerNumber['sharedWith']> {
  await getRow(db, scope, productEntity, productId, { deleted: true });
  await getRow(db, scope, entityOf('account'), accountId);
  return store.findSharing(db, scope, productId, accountId, number);
}

async function requireAccount(tx: Tx, scope: Scope, accountId: string): Promise<void> {
  if ((await findHead(tx, scope, accountId))?.kind !== 'account') throw new DomainError('not_found');
}

const numberEvent = (productId: string, accountId: string, isGone: boolean) => ({
  kind: isGone ? 'product.numberRemoved' : 'product.numberSet',
  subjectKind: 'product',
  subjectId: productId,
  data: { accountId },
});

/** Sets what a customer calls a product. */
export async function setCustomerNumber(
  db: Db,
  scope: Scope,
  productId: string,
  accountId: string,
  input: CustomerNumberInput,
): Promise<CustomerNumber> {
  return inTx(db, async (tx) => {
    await lockProduct(tx, scope, productId);
    await requireAccount(tx, scope, accountId);
    await store.upsertNumber(tx, scope, productId, accountId, input);
    await appendEvents(tx, scope, [numberEvent(productId, accountId, false)]);
    const [made] = await store.findNumbers(tx, scope, productId, accountId);
    if (!made) throw new DomainError('not_found');
    return made;
  });
}

/** Forgets what a customer calls a product. */
export async function removeCustomerNumber(db: Db, scope: Scope, productId: string, accountId: string): Promise<void> {
  await inTx(db, async (tx) => {
    await lockProduct(tx, scope, productId);
    await requireAccount(tx, scope, accountId);
    if (!(await store.deleteNumber(tx, scope, productId, accountId))) throw new DomainError('not_found');
    await appendEvents(tx, scope, [numberEvent(productId, accountId, true)]);
  });
}

interface Named {
  accountId: string;
  texts: readonly string[];
  isWhole: boolean;
}

/** Products by what a customer calls them. A customer that the scope may not see is not found. */
export async function findNamedProducts(db: Db, scope: Scope, { accountId, texts, isWhole }: Named): Promise<NamedProduct[]> {
  permit(scope, 'product', 'view');
  await getRow(db, scope, entityOf('account'), accountId);
  return store.findNamed(db, scope, accountId, texts, isWhole);
}

/** The numbers that a customer has for some products, by product. No right is asked for: the caller has. */
export async function loadNumbersOf(
  db: Db,
  scope: Scope,
  accountId: string,
  productIds: readonly string[],
): Promise<Map<string, string>> {
  return new Map(
    (await store.findNumbersOf(db, scope, accountId, productIds)).map(({ productId, number }) => [productId, number]),
  );
}

export type CustomerProduct = store.CustomerProduct;

const placeOf = ({ accountId, number }: CustomerProduct): string => `${accountId} ${number.toLowerCase()}`;

/**
 * What tells products by the numbers that customers have for them, each customer by their own. A number that stands for two
 * names none. No right is asked for: the caller has.
 */
export async function loadProductsByNumber(
  db: Db,
  scope: Scope,
  asked: readonly CustomerProduct[],
): Promise<(asked: CustomerProduct) => string | undefined> {
  const places = new Map(asked.map((one) => [placeOf(one), one]));
  const found = Map.groupBy(await store.findProductsByNumber(db, scope, [...places.values()]), placeOf);
  return (one) => {
    const [first, other] = found.get(placeOf(one)) ?? [];
    return other === undefined ? first?.productId : undefined;
  };
}
