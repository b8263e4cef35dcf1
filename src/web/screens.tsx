import type { ComponentType } from 'react';
import type { EntityUi } from './entity/entity-ui.ts';
import { type Kind, kinds } from './kinds.ts';

export interface Screen {
  /** Path in TanStack Router's form: `/deals/$id`. */
  path: string;
  /** Loads the screen's component; each screen is a chunk of its own. */
  load: () => Promise<ComponentType>;
  /** `plain` screens (sign-in) stand outside the shell and need no session. */
  frame?: 'app' | 'plain';
}

/** What plain entities declare: `<kind>-ui.tsx` of a module exports `<kind>Ui`. */
const declarations = import.meta.glob<Readonly<Record<string, EntityUi>>>('../modules/*/web/*-ui.tsx');

async function declarationOf(kind: string, module: string): Promise<EntityUi> {
  const file = await declarations[`../modules/${module}/web/${kind}-ui.tsx`]?.();
  const ui = file?.[`${kind}Ui`];
  if (!ui) throw new Error(`modules/${module}/web/${kind}-ui.tsx does not export ${kind}Ui`);
  return ui;
}

/** Pages of a record that are more than the plain one. */
const recordPages: Readonly<Record<string, () => Promise<ComponentType>>> = {
  account: async () => (await import('./pages/account-page.tsx')).AccountPage,
  contact: async () => (await import('./pages/contact-page.tsx')).ContactPage,
};

/** List and record page of a plain entity; its declaration is loaded with the first of them. */
function plainScreens([kind, { noun, module }]: readonly [string, Kind]): Screen[] {
  const listOf = async () => {
    const [{ EntityList }, ui] = await Promise.all([import('./entity/list/entity-list.tsx'), declarationOf(kind, module)]);
    return () => <EntityList ui={ui} />;
  };
  const pageOf = async () => {
    const [{ RecordPage }, ui] = await Promise.all([import('./entity/record/record-page.tsx'), declarationOf(kind, module)]);
    return () => <RecordPage ui={ui} />;
  };
  return [
    { path: `/${noun}`, load: listOf },
    { path: `/${noun}/$id`, load: recordPages[kind] ?? pageOf },
  ];
}

/** Every screen of the product: the one table to add a screen to. Those of plain entities follow from `kinds.ts`. */
export const screens: readonly Screen[] = [
  { path: '/sign-in', frame: 'plain', load: async () => (await import('./pages/sign-in.tsx')).SignInPage },
  { path: '/first-run', frame: 'plain', load: async () => (await import('./pages/first-run.tsx')).FirstRunPage },
  {
    path: '/forgot-password',
    frame: 'plain',
    load: async () => (await import('./pages/forgot-password.tsx')).ForgotPasswordPage,
  },
  { path: '/reset-password', frame: 'plain', load: async () => (await import('./pages/reset-password.tsx')).ResetPasswordPage },
  { path: '/second-step', frame: 'plain', load: async () => (await import('./pages/second-step-page.tsx')).SecondStepPage },
  { path: '/invitation', frame: 'plain', load: async () => (await import('./pages/accept-invitation.tsx')).AcceptInvitationPage },
  { path: '/my-day', load: async () => (await import('./pages/my-day-page.tsx')).MyDayPage },
  ...Object.entries(kinds)
    .filter(([, { hasOwnScreens }]) => !hasOwnScreens)
    .flatMap(plainScreens),
  { path: '/leads', load: async () => (await import('../modules/prospecting/web/lead-list.tsx')).LeadListPage },
  { path: '/leads/$id', load: async () => (await import('../modules/prospecting/web/lead-page.tsx')).LeadPage },
  { path: '/deals', load: async () => (await import('./pages/deals-page.tsx')).DealsPage },
  { path: '/deals/list', load: async () => (await import('../modules/deals/web/deal-list.tsx')).DealList },
  { path: '/deals/$id', load: async () => (await import('./pages/deal-page.tsx')).DealScreen },
  { path: '/quotes', load: async () => (await import('../modules/offers/web/quote-list.tsx')).QuoteList },
  { path: '/quotes/$id', load: async () => (await import('../modules/offers/web/quote-page.tsx')).QuotePage },
  { path: '/price-books', load: async () => (await import('../modules/catalogue/web/books-page.tsx')).BooksPage },
  { path: '/price-books/$id', load: async () => (await import('../modules/catalogue/web/book-page.tsx')).BookPage },
  { path: '/rate-card', load: async () => (await import('../modules/catalogue/web/rate-card-page.tsx')).RateCardPage },
  { path: '/approvals', load: async () => (await import('../modules/approvals/web/approvals-page.tsx')).ApprovalsPage },
  { path: '/approvals/$id', load: async () => (await import('../modules/approvals/web/approval-page.tsx')).ApprovalPage },
  { path: '/insights', load: async () => (await import('../modules/insights/web/dashboard.tsx')).Dashboard },
  { path: '/process', load: async () => (await import('./pages/process-pages.tsx')).ProcessScreen },
  { path: '/process/$id', load: async () => (await import('./pages/process-pages.tsx')).DesignerScreen },
  { path: '/settings', load: async () => (await import('./pages/workspace-settings.tsx')).WorkspaceSettingsPage },
  { path: '/settings/profile', load: async () => (await import('../modules/identity/web/account-page.tsx')).AccountPage },
  { path: '/settings/sign-in', load: async () => (await import('../modules/identity/web/sign-in-settings.tsx')).SignInSettings },
  { path: '/settings/members', load: async () => (await import('../modules/identity/web/members-page.tsx')).MembersPage },
  { path: '/settings/teams', load: async () => (await import('../modules/identity/web/teams-page.tsx')).TeamsPage },
  { path: '/settings/roles', load: async () => (await import('../modules/identity/web/roles-page.tsx')).RolesPage },
  { path: '/settings/roles/$id', load: async () => (await import('./pages/role-page.tsx')).RoleScreen },
  { path: '/settings/keys', load: async () => (await import('../modules/identity/web/keys-page.tsx')).KeysPage },
  { path: '/settings/webhooks', load: async () => (await import('../modules/webhooks/web/webhooks-page.tsx')).WebhooksPage },
  { path: '/settings/webhooks/$id', load: async () => (await import('../modules/webhooks/web/webhook-page.tsx')).WebhookPage },
  { path: '/settings/approvals', load: async () => (await import('../modules/approvals/web/rules-page.tsx')).ApprovalRulesPage },
  { path: '/settings/fields', load: async () => (await import('./pages/custom-fields-page.tsx')).CustomFieldsPage },
  { path: '/settings/company', load: async () => (await import('../modules/settings/web/company-page.tsx')).CompanyPage },
  { path: '/settings/rates', load: async () => (await import('../modules/settings/web/rates-page.tsx')).RatesPage },
  { path: '/settings/terms', load: async () => (await import('../modules/settings/web/terms-policy-page.tsx')).TermsPolicyPage },
  {
    path: '/settings/quote-template',
    load: async () => (await import('../modules/offers/web/template-page.tsx')).QuoteTemplatePage,
  },
  { path: '/settings/taxes', load: async () => (await import('../modules/settings/web/taxes-page.tsx')).TaxesPage },
  { path: '/settings/calendar', load: async () => (await import('../modules/settings/web/calendar-page.tsx')).CalendarPage },
  { path: '/import', load: async () => (await import('../modules/exchange/web/imports-page.tsx')).ImportsPage },
  { path: '/import/$id', load: async () => (await import('../modules/exchange/web/import-page.tsx')).ImportPage },
];
