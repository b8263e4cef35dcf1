import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from './page-title.ts';
import { useMay } from './session.ts';
import classes from './settings-frame.module.css';
import { PageHeader } from './ui/page-header.tsx';

/** The pages of the settings, in the order they are listed: the one table to add a page to. */
const pages: readonly { to: string; label: string; right?: readonly [object: string, action: string] }[] = [
  { to: '/settings/profile', label: 'settings:nav.account' },
  { to: '/settings', label: 'settings:nav.workspace' },
  { to: '/settings/company', label: 'settings:nav.company', right: ['settings', 'view'] },
  { to: '/settings/quote-template', label: 'offers:template.title', right: ['settings', 'view'] },
  { to: '/settings/sign-in', label: 'settings:nav.signIn' },
  { to: '/settings/members', label: 'settings:nav.members', right: ['user', 'view'] },
  { to: '/settings/teams', label: 'settings:nav.teams', right: ['team', 'view'] },
  { to: '/settings/roles', label: 'settings:nav.roles' },
  { to: '/settings/approvals', label: 'approvals:rules.title', right: ['approvalRule', 'view'] },
  { to: '/settings/keys', label: 'settings:nav.keys', right: ['apiKey', 'view'] },
  { to: '/settings/webhooks', label: 'webhooks:title', right: ['webhook', 'view'] },
  { to: '/settings/fields', label: 'web:customFields.title', right: ['settings', 'edit'] },
  { to: '/settings/rates', label: 'settings:nav.rates', right: ['settings', 'view'] },
  { to: '/settings/taxes', label: 'settings:taxes.title', right: ['settings', 'view'] },
  { to: '/settings/terms', label: 'settings:terms.title', right: ['settings', 'view'] },
  { to: '/settings/calendar', label: 'settings:nav.calendar', right: ['settings', 'view'] },
];

interface SettingsFrameProps {
  title: string;
  intro?: string;
  primary?: ReactNode;
  children: ReactNode;
}

/** A page of the settings: the list of pages beside it (above it on a phone), title, primary action, content. */
export function SettingsFrame({ title, intro, primary, children }: SettingsFrameProps) {
  const { t } = useTranslation();
  const may = useMay();
  usePageTitle(title);
  const nav = useRef<HTMLElement>(null);
  // On a phone the list is a strip: the page that is open must be seen in it.
  useEffect(() => {
    const strip = nav.current;
    const entry = strip?.querySelector<HTMLElement>('[aria-current="page"]');
    if (strip && entry) strip.scrollLeft = entry.offsetLeft - (strip.clientWidth - entry.offsetWidth) / 2;
  }, []);
  return (
    <div className={classes['frame']}>
      <nav ref={nav} className={classes['nav']} aria-label={t('settings:nav.title')}>
        {pages
          .filter(({ right }) => !right || may(right[0], right[1]))
          .map(({ to, label }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/settings' }} className={classes['entry']}>
              {t(label)}
            </Link>
          ))}
      </nav>
      <div className={classes['page']}>
        <PageHeader title={title} sub={intro} primary={primary} />
        <div className={classes['body']}>{children}</div>
      </div>
    </div>
  );
}
