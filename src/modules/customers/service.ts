import type { Db } from '../../platform/db.ts';
import { isReadable } from '../../platform/field-rights.ts';
import { permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { keepFields } from '../identity/roles/service.ts';
import type { ContactGuard } from '../timeline/contact-guard/service.ts';
import type { SuggestedField } from './contract.ts';
import { contactBar } from './rules.ts';
import { findContactsAmong, findReachable, findSuggestions } from './store.ts';

/** How far a customer is trusted is seen by whoever sells, and set by those who answer for it, until the workspace says otherwise. */
export async function keepCredit(tx: Tx, scope: Scope): Promise<void> {
  await keepFields(tx, scope, ['seller', 'delivery', 'support'], { account: { creditLimitMinor: 'read' } });
}

/** What the workspace has written into a free field so far. */
export async function listSuggestions(
  db: Db,
  scope: Scope,
  field: SuggestedField,
  start: string,
): Promise<{ value: string; count: number }[]> {
  permit(scope, 'account', 'view');
  if (!isReadable(scope, 'account', field)) return [];
  return findSuggestions(db, scope, field, start);
}

/** Bars outgoing activities to contacts who do not want them. Given to the timeline, which asks before it writes one. */
export const guardContacts: ContactGuard = async (tx, scope, approaches) => {
  const contacts = await findContactsAmong(tx, scope, [...new Set(approaches.flatMap(({ recordIds }) => recordIds))]);
  if (contacts.length === 0) return [];
  return approaches.flatMap(({ index, kind, recordIds }) =>
    contacts
      .filter(({ id }) => recordIds.includes(id))
      .flatMap((contact) => {
        const bar = contactBar(contact, kind);
        if (bar === null) return [];
        const code = bar === 'doNotContact' ? 'customers.do_not_contact' : 'customers.consent_refused';
        return [{ index, code, params: { name: contact.name } }];
      }),
  );
};

/** Those of the contacts that can be reached by phone, mail or a handle such as WeChat. For rules of higher modules: rights do not matter. */
export async function findReachableContacts(db: Db, scope: Scope, contactIds: readonly string[]): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  return new Set((await findReachable(db, scope, contactIds)).map(({ id }) => id));
}
