import type { Database, Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { QuoteTemplate, QuoteTemplateChanges } from './contract.ts';
import * as store from './store.ts';

/** Gives a new workspace its row (hook of identity). */
export async function prepareTemplate(tx: Tx, scope: Scope): Promise<void> {
  await store.insertTemplate(tx, scope);
}

/** How the quotes of the company look. */
export async function getQuoteTemplate(db: Db, scope: Scope): Promise<QuoteTemplate> {
  permit(scope, 'settings', 'view');
  return loadTemplate(db, scope);
}

/** The same for quotes that are made or sent: no right is asked for. */
export async function loadTemplate(db: Db, scope: Scope): Promise<QuoteTemplate> {
  const found = await store.findTemplate(db, scope);
  if (!found) throw new DomainError('internal');
  return found;
}

/** Changes how quotes look that are sent from now on. */
export async function updateQuoteTemplate(
  db: Database,
  scope: Scope,
  { version, ...changes }: QuoteTemplateChanges,
): Promise<QuoteTemplate> {
  permit(scope, 'settings', 'edit');
  return inTx(db, async (tx) => {
    const isDone = await store.updateTemplate(tx, scope, version, changes);
    const current = await loadTemplate(tx, scope);
    if (!isDone) throw new DomainError('stale_version', { extra: { current } });
    await appendEvents(tx, scope, [
      {
        kind: 'settings.quoteTemplateChanged',
        subjectKind: 'settings',
        subjectId: scope.workspaceId,
        data: { changes: Object.keys(changes) },
      },
    ]);
    return current;
  });
}
