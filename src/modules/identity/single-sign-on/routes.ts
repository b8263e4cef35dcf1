import { DomainError } from '../../../platform/errors.ts';
import { wordsKeyOf } from '../../../platform/problems.ts';
import { on, onPublic, type PublicContext } from '../../../platform/route.ts';
import * as contract from './contract.ts';
import { sendRefusal } from './refusals/service.ts';
import * as singleSignOn from './service.ts';
import { begin, finish } from './visits/service.ts';

const done = { ok: true } as const;

/** Sends the browser on, or says on a page why not: nobody here is a program that reads problem documents. */
async function goOn({ request, reply, language }: PublicContext<unknown>, work: () => Promise<string>): Promise<string> {
  try {
    const address = await work();
    await reply.header('cache-control', 'no-store').redirect(address);
  } catch (error) {
    const refusal = error instanceof DomainError ? error : new DomainError('internal', { cause: error });
    const { code, status, params } = refusal;
    request.log[status >= 500 ? 'error' : 'warn']({ code, err: refusal.cause, requestId: request.id }, 'single sign-on refused');
    await sendRefusal(reply, { language, status, text: wordsKeyOf(code), params, requestId: request.id });
  }
  return '';
}

export const routes = [
  on(contract.getSingleSignOn, (visit) => singleSignOn.getSingleSignOn(visit, visit.scope)),
  on(contract.saveSingleSignOn, ({ db, env, scope, body }) => singleSignOn.saveSingleSignOn(db, env, scope, body)),
  on(contract.removeSingleSignOn, ({ db, scope }) => singleSignOn.removeSingleSignOn(db, scope).then(() => done)),
  onPublic(contract.beginSingleSignOn, (visit) => goOn(visit, () => begin(visit, visit.query))),
  onPublic(contract.finishSingleSignOn, (visit) => goOn(visit, () => finish(visit, visit.query))),
];
