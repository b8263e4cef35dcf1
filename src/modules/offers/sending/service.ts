import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import type { Env } from '../../../platform/env.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { sendQuote as freezeQuote } from '../freezing/service.ts';
import type { QuoteDocument, sendQuote as sendEndpoint } from '../revisions/contract.ts';
import { shareRevision } from '../sharing/service.ts';

/** Freezes a quote and, where that is wanted, makes the link to it and posts it: all of it or nothing. */
export async function sendQuote(
  db: Db,
  scope: Scope,
  env: Env,
  id: string,
  { share, ...body }: BodyOf<typeof sendEndpoint>,
): Promise<QuoteDocument> {
  return inTx(db, async (tx) => {
    const document = await freezeQuote(tx, scope, id, body);
    if (share) await shareRevision(tx, scope, env, id, share);
    return document;
  });
}
