import { type EventListener, registerListeners } from './platform/events.ts';
import type { FastifyInstance } from 'fastify';
import type { Database } from './platform/db.ts';
import type { Env } from './platform/env.ts';
import { registerHelp } from './platform/help/routes.ts';
import type { Module } from './platform/module.ts';
import { registerFieldChoices, registerGivenAway } from './platform/field-rights.ts';
import { registerPublicPages } from './platform/public/routes.ts';
import { registerPolicies, registerRecordObjects } from './platform/rights.ts';
import type { Job } from './platform/jobs.ts';
import { housekeepingJobs } from './platform/housekeeping.ts';
import { mailJobs, registerMailCompany } from './platform/mail.ts';
import type { Route } from './platform/route.ts';
import { registerHandOvers } from './modules/identity/hand-over/service.ts';
import { jobs as identityJobs } from './modules/identity/jobs.ts';
import { policy as identityPolicy } from './modules/identity/policy.ts';
import { routes as identityRoutes } from './modules/identity/routes.ts';
import {
  registerPricedChecks,
  registerWorkspaceHooks,
  type PricedCheck,
  type WorkspaceHook,
} from './modules/identity/workspace/service.ts';
import { policy as settingsPolicy } from './modules/settings/policy.ts';
import { routes as settingsRoutes } from './modules/settings/routes.ts';
import { findCompany, openLogo } from './modules/settings/branding/service.ts';
import { prepareWorkspace } from './modules/settings/service.ts';
import { jobs as approvalJobs } from './modules/approvals/jobs.ts';
import { policy as approvalPolicy } from './modules/approvals/policy.ts';
import { routes as approvalRoutes } from './modules/approvals/routes.ts';
import { registerDecisionPages } from './modules/approvals/public/page.ts';
import { registerSubjects, type SubjectKind } from './modules/approvals/subjects/rules.ts';
import { competitorEntity, productEntity } from './modules/catalogue/entity.ts';
import { jobs as catalogueJobs } from './modules/catalogue/jobs.ts';
import { policy as cataloguePolicy } from './modules/catalogue/policy.ts';
import { routes as catalogueRoutes } from './modules/catalogue/routes.ts';
import { keepCosts } from './modules/catalogue/service.ts';
import { registerCreditGuard } from './modules/customers/credit-guard/rules.ts';
import { accountEntity, contactEntity } from './modules/customers/entity.ts';
import { policy as customersPolicy } from './modules/customers/policy.ts';
import { routes as customerRoutes } from './modules/customers/routes.ts';
import { guardContacts, keepCredit } from './modules/customers/service.ts';
import { leadEntity } from './modules/prospecting/entity.ts';
import { jobs as prospectingJobs, listeners as prospectingListeners } from './modules/prospecting/jobs.ts';
import { policy as prospectingPolicy } from './modules/prospecting/policy.ts';
import { routes as prospectingRoutes } from './modules/prospecting/routes.ts';
import { guardLeads } from './modules/prospecting/service.ts';
import { materialEntity } from './modules/library/entity.ts';
import { jobs as libraryJobs } from './modules/library/jobs.ts';
import { policy as libraryPolicy } from './modules/library/policy.ts';
import { routes as libraryRoutes } from './modules/library/routes.ts';
import { prepareLibrary } from './modules/library/service.ts';
import { policy as timelinePolicy } from './modules/timeline/policy.ts';
import { routes as timelineRoutes } from './modules/timeline/routes.ts';
import { handOverTasks } from './modules/timeline/tasks/service.ts';
import { registerContactGuard } from './modules/timeline/contact-guard/service.ts';
import { registerFileGuard } from './modules/timeline/file-guard/service.ts';
import { stageEntry } from './modules/deals/entry/asking/service.ts';
import { dealFacts } from './modules/deals/criteria/service.ts';
import { dealEntity } from './modules/deals/entity.ts';
import { dealPage } from './modules/deals/public/page.ts';
import { jobs as dealJobs, listeners as dealListeners } from './modules/deals/jobs.ts';
import { policy as dealPolicy } from './modules/deals/policy.ts';
import { routes as dealRoutes } from './modules/deals/routes.ts';
import { hasPricedDeals } from './modules/deals/service.ts';
import { dealsInStages } from './modules/deals/versions/service.ts';
import { registerCriterionFacts, registerStageHolder } from './modules/process/facts/rules.ts';
import { policy as processPolicy } from './modules/process/policy.ts';
import { routes as processRoutes } from './modules/process/routes.ts';
import { seedDefaultProcesses } from './modules/process/defaults/service.ts';
import { jobs as exchangeJobs } from './modules/exchange/jobs.ts';
import { guardSentFiles } from './modules/offers/attached/service.ts';
import { quoteApproval } from './modules/offers/approving/service.ts';
import { creditApproval, guardCredit } from './modules/offers/credit/raising/service.ts';
import { orderEntity } from './modules/orders/entity.ts';
import { policy as ordersPolicy } from './modules/orders/policy.ts';
import { routes as orderRoutes } from './modules/orders/routes.ts';
import { hasOrders } from './modules/orders/service.ts';
import { quoteEntity } from './modules/offers/entity.ts';
import { quotePage } from './modules/offers/public/page.ts';
import { registerDealMargin } from './modules/deals/margins/rules.ts';
import { registerQuoteProofs } from './modules/deals/proofs/rules.ts';
import { findDealMargin } from './modules/offers/earning/service.ts';
import { findQuoteProofs } from './modules/offers/proving/service.ts';
import { quoteFacts } from './modules/offers/facts/service.ts';
import { jobs as offerJobs } from './modules/offers/jobs.ts';
import { policy as offersPolicy } from './modules/offers/policy.ts';
import { routes as offerRoutes } from './modules/offers/routes.ts';
import { prepareTemplate } from './modules/offers/layout/service.ts';
import { quotesFollowDeals } from './modules/offers/owning/service.ts';
import { hasQuotes } from './modules/offers/service.ts';
import { policy as exchangePolicy } from './modules/exchange/policy.ts';
import { routes as exchangeRoutes } from './modules/exchange/routes.ts';
import { policy as demoPolicy } from './modules/demo/policy.ts';
import { routes as demoRoutes } from './modules/demo/routes.ts';
import { routes as menuRoutes } from './modules/menu/routes.ts';
import { routes as tourRoutes } from './modules/tour/routes.ts';
import { policy as insightsPolicy } from './modules/insights/policy.ts';
import { routes as insightsRoutes } from './modules/insights/routes.ts';
import { jobs as webhookJobs, listeners as webhookListeners } from './modules/webhooks/jobs.ts';
import { policy as webhookPolicy } from './modules/webhooks/policy.ts';
import { routes as webhookRoutes } from './modules/webhooks/routes.ts';
import { accountTransfer } from './modules/transfers/service.ts';
import { type Entity, registerEntities } from './modules/records/entities/rules.ts';
import { jobs as customFieldJobs } from './modules/records/custom-fields/jobs.ts';
import { fieldChoices } from './modules/records/field-rights/rules.ts';
import { type OwnerFollower, registerOwnerFollowers } from './modules/records/following/rules.ts';
import { countLinksOf, handOverLinksOf } from './modules/records/public-links/leaving/service.ts';
import { handOverRecords } from './modules/records/hand-over/service.ts';
import { enterLinkCode, sendLinkCode } from './modules/records/public-links/codes/entering/service.ts';
import { actOnPublicLink, openPublicFile, openPublicLink } from './modules/records/public-links/opening/service.ts';
import { type PublicPageKind, registerPublicPageKinds } from './modules/records/public-links/rules.ts';
import { policy as recordPolicy } from './modules/records/policy.ts';
import { routes as recordRoutes } from './modules/records/routes.ts';

interface Entry extends Module {
  entities?: readonly Entity[];
  /** What customers read of its records, by a link. */
  publicPages?: readonly PublicPageKind[];
  /** Records of the module that go along when another one gets a new owner. */
  ownerFollowers?: readonly OwnerFollower[];
  /** What of the module's can be approved. */
  subjects?: readonly SubjectKind[];
  /** What the module adds to a new workspace, in the transaction that makes it. */
  onWorkspaceCreated?: WorkspaceHook;
  /** Whether the module keeps amounts in the workspace's currency. */
  isPriced?: PricedCheck;
}

/** THE table of modules. Server, worker, checks and documents read it; a new module is one entry here. */
export const modules: readonly Entry[] = [
  { name: 'identity', level: 1, policy: identityPolicy, routes: identityRoutes, jobs: identityJobs },
  { name: 'settings', level: 1, policy: settingsPolicy, routes: settingsRoutes, onWorkspaceCreated: prepareWorkspace },
  { name: 'records', level: 2, policy: recordPolicy, routes: recordRoutes, jobs: customFieldJobs },
  { name: 'timeline', level: 3, policy: timelinePolicy, routes: timelineRoutes },
  {
    name: 'library',
    level: 4,
    entities: [materialEntity],
    policy: libraryPolicy,
    routes: libraryRoutes,
    jobs: libraryJobs,
    onWorkspaceCreated: prepareLibrary,
  },
  {
    name: 'customers',
    level: 4,
    entities: [accountEntity, contactEntity],
    policy: customersPolicy,
    routes: customerRoutes,
    onWorkspaceCreated: keepCredit,
  },
  { name: 'approvals', level: 4, policy: approvalPolicy, routes: approvalRoutes, jobs: approvalJobs },
  {
    name: 'catalogue',
    level: 4,
    entities: [productEntity, competitorEntity],
    policy: cataloguePolicy,
    routes: catalogueRoutes,
    jobs: catalogueJobs,
    onWorkspaceCreated: keepCosts,
  },
  { name: 'process', level: 5, policy: processPolicy, routes: processRoutes, onWorkspaceCreated: seedDefaultProcesses },
  {
    name: 'deals',
    level: 6,
    entities: [dealEntity],
    policy: dealPolicy,
    routes: dealRoutes,
    jobs: dealJobs,
    listeners: dealListeners,
    subjects: [stageEntry],
    publicPages: [dealPage],
    isPriced: hasPricedDeals,
  },
  {
    name: 'prospecting',
    level: 7,
    entities: [leadEntity],
    policy: prospectingPolicy,
    routes: prospectingRoutes,
    jobs: prospectingJobs,
    listeners: prospectingListeners,
  },
  { name: 'orders', level: 7, entities: [orderEntity], policy: ordersPolicy, routes: orderRoutes, isPriced: hasOrders },
  { name: 'transfers', level: 7, subjects: [accountTransfer] },
  {
    name: 'offers',
    level: 8,
    entities: [quoteEntity],
    policy: offersPolicy,
    routes: offerRoutes,
    jobs: offerJobs,
    subjects: [quoteApproval, creditApproval],
    ownerFollowers: [quotesFollowDeals],
    publicPages: [quotePage],
    isPriced: hasQuotes,
    onWorkspaceCreated: prepareTemplate,
  },
  { name: 'exchange', level: 13, policy: exchangePolicy, routes: exchangeRoutes, jobs: exchangeJobs },
  { name: 'insights', level: 13, policy: insightsPolicy, routes: insightsRoutes },
  {
    name: 'webhooks',
    level: 13,
    policy: webhookPolicy,
    routes: webhookRoutes,
    jobs: webhookJobs,
    listeners: webhookListeners,
  },
  { name: 'demo', level: 14, policy: demoPolicy, routes: demoRoutes },
  { name: 'menu', level: 14, routes: menuRoutes },
  { name: 'tour', level: 15, routes: tourRoutes },
];

export interface Composition {
  routes: readonly Route[];
  jobs: readonly Job[];
  listeners: readonly EventListener[];
}

/** Makes every module known to the shared pieces and answers what server and worker serve. */
export function composeModules(): Composition {
  registerEntities(modules.flatMap(({ entities }) => entities ?? []));
  registerFieldChoices(fieldChoices(modules.flatMap(({ entities }) => entities ?? [])));
  registerGivenAway(
    Object.fromEntries(
      modules.flatMap(({ entities }) =>
        (entities ?? []).flatMap(({ object, givenAway }) => (givenAway ? [[object, givenAway]] : [])),
      ),
    ),
  );
  registerRecordObjects(modules.flatMap(({ entities }) => (entities ?? []).map(({ object }) => object)));
  registerPolicies(modules.flatMap(({ policy }) => (policy ? [policy] : [])));
  registerPublicPageKinds(modules.flatMap(({ publicPages }) => publicPages ?? []));
  registerSubjects(modules.flatMap(({ subjects }) => subjects ?? []));
  registerOwnerFollowers(modules.flatMap(({ ownerFollowers }) => ownerFollowers ?? []));
  registerMailCompany(findCompany);
  registerContactGuard(guardContacts);
  registerContactGuard(guardLeads);
  registerFileGuard(guardSentFiles);
  registerCreditGuard(guardCredit);
  registerHandOvers({ records: handOverRecords, tasks: handOverTasks, links: handOverLinksOf }, countLinksOf);
  registerCriterionFacts({ ...dealFacts, ...quoteFacts });
  registerQuoteProofs(findQuoteProofs);
  registerDealMargin(findDealMargin);
  registerStageHolder(dealsInStages);
  registerWorkspaceHooks(modules.flatMap(({ onWorkspaceCreated }) => onWorkspaceCreated ?? []));
  registerPricedChecks(modules.flatMap(({ isPriced }) => isPriced ?? []));
  const listeners = modules.flatMap((module) => module.listeners ?? []);
  registerListeners(listeners);
  return {
    routes: modules.flatMap(({ routes }) => routes ?? []),
    jobs: [...mailJobs, ...housekeepingJobs, ...modules.flatMap(({ jobs }) => jobs ?? [])],
    listeners,
  };
}

/** Serves what is made on the server and read without a session: the guide, and what was shared with customers. */
export function registerPages(
  app: FastifyInstance,
  db: Database,
  { CHENGDAN_DATA: dataFolder }: Pick<Env, 'CHENGDAN_DATA'>,
): void {
  registerHelp(app);
  registerDecisionPages(app, db);
  registerPublicPages(app, {
    open: (token, request, language) => openPublicLink(db, token, request, language),
    sendCode: (token, language) => sendLinkCode(db, token, language),
    enterCode: (token, code, request) => enterLinkCode(db, token, code, request),
    act: (token, name, form, request, language) => actOnPublicLink(db, token, name, form, request, language),
    file: (token, name, request, language) => openPublicFile({ db, dataFolder }, token, name, request, language),
    logo: (address) => openLogo(db, address),
  });
}
