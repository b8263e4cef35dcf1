import { canSendLinks } from '../../platform/mail.ts';
import { readyChannels } from '../../platform/public/code-senders.ts';
import { on, type Route } from '../../platform/route.ts';
import { sendBytes } from '../../platform/send-bytes.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import { createQuote } from './contract.ts';
import { createQuote as create } from './creation/service.ts';
import * as deciding from './deciding/contract.ts';
import { acceptQuote, declineQuote, setPrimaryQuote } from './deciding/service.ts';
import { quoteEntity } from './entity.ts';
import { getAccountCredit } from './credit/contract.ts';
import * as credit from './credit/service.ts';
import { draftLetter } from './mailing/service.ts';
import { createOrderFromQuote as orderEndpoint } from './ordering/contract.ts';
import { createOrderFromQuote } from './ordering/service.ts';
import * as layout from './layout/contract.ts';
import { previewQuoteTemplate } from './layout/preview/service.ts';
import { getQuoteTemplate, updateQuoteTemplate } from './layout/service.ts';
import { printQuote as printEndpoint } from './printing/contract.ts';
import { printQuote } from './printing/service.ts';
import * as questions from './questions/contract.ts';
import { answerQuestion, listQuoteQuestions } from './questions/service.ts';
import { findQuotePromotions as findPromotionsEndpoint } from './promotions/contract.ts';
import { findQuotePromotions } from './promotions/service.ts';
import * as revisions from './revisions/contract.ts';
import { discardDraft, getQuoteDocument, reviseQuote, saveDocument } from './revisions/service.ts';
import { sendQuote } from './sending/service.ts';
import * as sharing from './sharing/contract.ts';
import { listQuoteLinks, shareQuote } from './sharing/service.ts';
import { compareStrategies as compareEndpoint } from './strategies/contract.ts';
import { compareStrategies } from './strategies/service.ts';

export const routes: Route[] = [
  ...entityRoutes(quoteEntity, [on(createQuote, ({ db, scope, body }) => create(db, scope, body))]),
  on(revisions.getQuoteDocument, ({ db, scope, params, query }) =>
    getQuoteDocument(db, scope, params.id, query.revision ?? null),
  ),
  on(printEndpoint, async ({ db, scope, params, query, reply }) => {
    const { name, pdf } = await printQuote(db, scope, params.id, query);
    return sendBytes(reply, 'application/pdf', pdf, name);
  }),
  on(layout.getQuoteTemplate, ({ db, scope }) => getQuoteTemplate(db, scope)),
  on(layout.updateQuoteTemplate, ({ db, scope, body }) => updateQuoteTemplate(db, scope, body)),
  on(layout.previewQuoteTemplate, async ({ db, scope, body, reply }) =>
    body.format === 'svg'
      ? sendBytes(reply, 'image/svg+xml; charset=utf-8', await previewQuoteTemplate(db, scope, body))
      : sendBytes(reply, 'application/pdf', await previewQuoteTemplate(db, scope, body), 'quote.pdf'),
  ),
  on(revisions.saveQuoteDocument, ({ db, scope, params, body }) => saveDocument(db, scope, params.id, body)),
  on(revisions.sendQuote, ({ db, env, scope, params, body }) => sendQuote(db, scope, env, params.id, body)),
  on(sharing.listQuoteLinks, async ({ db, env, scope, params }) => {
    const { mayShare, ...found } = await listQuoteLinks(db, scope, params.id);
    const [canMail, canLink] = [mayShare && canSendLinks(env), mayShare && env.PUBLIC_URL !== undefined];
    return { ...found, codeChannels: readyChannels(env), canMail, canLink };
  }),
  on(sharing.draftQuoteLetter, ({ db, scope, params, query }) => draftLetter(db, scope, params.id, query.language)),
  on(sharing.shareQuote, ({ db, env, scope, params, body }) => shareQuote(db, scope, env, params.id, body)),
  on(questions.listQuoteQuestions, async ({ db, scope, params }) => ({ data: await listQuoteQuestions(db, scope, params.id) })),
  on(questions.answerQuoteQuestion, ({ db, env, scope, params, body }) => answerQuestion(db, scope, env, params.id, body)),
  on(revisions.reviseQuote, ({ db, scope, params, body }) => reviseQuote(db, scope, params.id, body)),
  on(revisions.discardDraft, ({ db, scope, params, body }) => discardDraft(db, scope, params.id, body.version)),
  on(findPromotionsEndpoint, async ({ db, scope, params, body }) => ({
    data: await findQuotePromotions(db, scope, params.id, body),
  })),
  on(compareEndpoint, async ({ db, scope, params, body }) => ({ data: await compareStrategies(db, scope, params.id, body) })),
  on(deciding.acceptQuote, ({ db, scope, params, body }) => acceptQuote(db, scope, params.id, body)),
  on(deciding.declineQuote, ({ db, scope, params, body }) => declineQuote(db, scope, params.id, body)),
  on(getAccountCredit, ({ db, scope, params, query }) =>
    credit.getAccountCredit(db, scope, params.id, query.exceptDealId ?? null),
  ),
  on(orderEndpoint, ({ db, scope, params }) => createOrderFromQuote(db, scope, params.id)),
  on(deciding.setPrimaryQuote, ({ db, scope, params }) => setPrimaryQuote(db, scope, params.id)),
];
