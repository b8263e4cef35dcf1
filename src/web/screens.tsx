import type { ComponentType } from 'react';
import type { EntityUi } from './entity/entity-ui.ts';

export interface Screen {
  /** Path in TanStack Router's form: `/deals/$id`. */
  path: string;
  /** Loads the screen's component; each screen is a chunk of its own. */
  load: () => Promise<ComponentType>;
  /** `plain` screens (sign-in) stand outside the shell and need no session. */
  frame?: 'app' | 'plain';
}

/** List and record page of a plain entity; its declaration is loaded with the first of them. `page` replaces the record page. */
export function entityScreens(path: string, load: () => Promise<EntityUi>, page?: () => Promise<ComponentType>): Screen[] {
  const listOf = async () => {
    const [{ EntityList }, ui] = await Promise.all([import('./entity/list/entity-list.tsx'), load()]);
    return () => <EntityList ui={ui} />;
  };
  const pageOf = async () => {
    const [{ RecordPage }, ui] = await Promise.all([import('./entity/record/record-page.tsx'), load()]);
    return () => <RecordPage ui={ui} />;
  };
  return [
    { path, load: listOf },
    { path: `${path}/$id`, load: page ?? pageOf },
  ];
}

/** Every screen of the product: the one table to add a screen to. */
export const screens: readonly Screen[] = [
  { path: '/sign-in', frame: 'plain', load: async () => (await import('./pages/sign-in.tsx')).SignInPage },
  { path: '/first-run', frame: 'plain', load: async () => (await import('./pages/first-run.tsx')).FirstRunPage },
  {
    path: '/forgot-password',
    frame: 'plain',
    load: async () => (await import('./pages/forgot-password.tsx')).ForgotPasswordPage,
  },
  { path: '/reset-password', frame: 'plain', load: async () => (await import('./pages/reset-password.tsx')).ResetPasswordPage },
  { path: '/invitation', frame: 'plain', load: async () => (await import('./pages/accept-invitation.tsx')).AcceptInvitationPage },
  { path: '/my-day', load: async () => (await import('./pages/my-day-page.tsx')).MyDayPage },
  ...entityScreens(
    '/accounts',
    async () => (await import('../modules/customers/web/account-ui.tsx')).accountUi,
    async () => (await import('./pages/account-page.tsx')).AccountPage,
  ),
  ...entityScreens(
    '/contacts',
    async () => (await import('../modules/customers/web/contact-ui.tsx')).contactUi,
    async () => (await import('./pages/contact-page.tsx')).ContactPage,
  ),
  { path: '/leads', load: async () => (await import('../modules/prospecting/web/lead-list.tsx')).LeadListPage },
  { path: '/leads/$id', load: async () => (await import('../modules/prospecting/web/lead-page.tsx')).LeadPage },
  ...entityScreens('/products', async () => (await import('../modules/catalogue/web/product-ui.tsx')).productUi),
  ...entityScreens('/competitors', async () => (await import('../modules/catalogue/web/competitor-ui.tsx')).competitorUi),
  { path: '/deals', load: async () => (await import('./pages/deals-page.tsx')).DealsPage },
  { path: '/deals/list', load: async () => (await import('../modules/deals/web/deal-list.tsx')).DealList },
  { path: '/deals/$id', load: async () => (await import('../modules/deals/web/deal-page.tsx')).DealPage },
  { path: '/insights', load: async () => (await import('../modules/insights/web/dashboard.tsx')).Dashboard },
  { path: '/process', load: async () => (await import('./pages/process-pages.tsx')).ProcessScreen },
  { path: '/process/$id', load: async () => (await import('./pages/process-pages.tsx')).DesignerScreen },
  { path: '/settings', load: async () => (await import('./pages/workspace-settings.tsx')).WorkspaceSettingsPage },
  { path: '/settings/profile', load: async () => (await import('../modules/identity/web/account-page.tsx')).AccountPage },
  { path: '/settings/members', load: async () => (await import('../modules/identity/web/members-page.tsx')).MembersPage },
  { path: '/settings/teams', load: async () => (await import('../modules/identity/web/teams-page.tsx')).TeamsPage },
  { path: '/settings/roles', load: async () => (await import('../modules/identity/web/roles-page.tsx')).RolesPage },
  { path: '/settings/roles/$id', load: async () => (await import('./pages/role-page.tsx')).RoleScreen },
  { path: '/settings/keys', load: async () => (await import('../modules/identity/web/keys-page.tsx')).KeysPage },
  { path: '/settings/webhooks', load: async () => (await import('../modules/webhooks/web/webhooks-page.tsx')).WebhooksPage },
  { path: '/settings/webhooks/$id', load: async () => (await import('../modules/webhooks/web/webhook-page.tsx')).WebhookPage },
  { path: '/settings/fields', load: async () => (await import('./pages/custom-fields-page.tsx')).CustomFieldsPage },
  { path: '/settings/rates', load: async () => (await import('../modules/settings/web/rates-page.tsx')).RatesPage },
  { path: '/settings/calendar', load: async () => (await import('../modules/settings/web/calendar-page.tsx')).CalendarPage },
  { path: '/import', load: async () => (await import('../modules/exchange/web/imports-page.tsx')).ImportsPage },
  { path: '/import/$id', load: async () => (await import('../modules/exchange/web/import-page.tsx')).ImportPage },
];
