import { DomainError } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { findOverBudget } from '../catalogue/promotions/service.ts';
import { nextDocumentNumber } from '../settings/service.ts';
import { type Change, defineEntity, type Input, type Kept, pointerTo, type Row } from '../records/entities/rules.ts';
import { quoteEndpoints, quoteFields } from './contract.ts';

const fixedOnceSent = ['dealId', 'accountId', 'contactId'] as const;

/** A new quote takes its number; one that a customer has seen stays theirs. */
async function prepare(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<Input[]> {
  const faults = changes.flatMap(({ before, input }, index) =>
    before !== null && (before['revision'] !== 1 || before['sentOn'] !== null)
      ? fixedOnceSent.flatMap((key) =>
          key in input ? [{ pointer: pointerTo(index, changes.length, key), code: 'offers.already_sent' }] : [],
        )
      : [],
  );
  if (faults.length > 0) throw new DomainError('offers.already_sent', { status: 409, fields: faults });
  const prepared: Input[] = [];
  for (const { before, input } of changes) {
    if (before !== null) prepared.push(input);
    else {
      const number = typeof input['number'] === 'string' ? input['number'] : await nextDocumentNumber(tx, scope, 'quote', 'QU-');
      const start = { state: 'draft', revision: 1, isPrimary: false, netMinor: 0, totalMinor: 0 };
      prepared.push({ ...start, currency: scope.currency, ...input, number });
    }
  }
  return prepared;
}

/** What was accepted stays: the customer reads on the page what they signed, and an order may rest on it. */
function keepOutOfBin(rows: readonly Row[]): ReadonlyMap<string, Kept> {
  const accepted = rows.filter((row) => row['state'] === 'accepted');
  return new Map(
    accepted.map((row) => [String(row['id']), { code: 'offers.accepted_stays', params: { number: row['number'] } }]),
  );
}

/** A quote that is with the customer holds its part of a promotion's budget again when it comes back. */
async function keepInBin(tx: Tx, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, Kept>> {
  const over = await findOverBudget(tx, scope, ids);
  return new Map([...over].map(([id, name]) => [id, { code: 'offers.restore_over_budget', params: { name } }]));
}

export const quoteEntity = defineEntity({
  object: 'quote',
  plural: 'quotes',
  module: 'offers',
  table: 'quotes',
  fields: quoteFields,
  titleField: 'title',
  subtitleField: 'number',
  searchFields: ['number'],
  alsoAbout: ['deal', 'account', 'contact'],
  endpoints: quoteEndpoints,
  prepare,
  keepOutOfBin,
  keepInBin,
});
