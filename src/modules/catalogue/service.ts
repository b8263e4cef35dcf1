import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { keepFields } from '../identity/roles/service.ts';

/** What products cost, and the margins from which it follows, is kept from those who do not set prices, until the workspace opens it to them. */
export async function keepCosts(tx: Tx, scope: Scope): Promise<void> {
  await keepFields(tx, scope, ['seller', 'delivery', 'support'], {
    product: { costMinor: 'hidden', costCurrency: 'hidden', floorMarginBp: 'hidden', targetMarginBp: 'hidden' },
  });
}
