import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { screens } from '../screens.tsx';
import { useSession } from '../session.ts';
import { Brand } from '../ui/brand.tsx';
import { DueBadge } from './due-badge.tsx';
import classes from './layout.module.css';
import { visibleNav } from './visible-nav.ts';

export function SideNav() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <nav className={classes['nav']} aria-label={t('web:nav.label')}>
      <Link to="/" className={classes['logo']} title={t('web:actions.home')}>
        <Brand />
      </Link>
      {visibleNav(session, screens).map((group) => (
        <div key={group.heading ?? 'main'} className={classes['group']}>
          {group.heading ? <h2>{t(group.heading)}</h2> : null}
          {group.entries.map((entry) => (
            <Link key={entry.to} to={entry.to} className={classes['entry']} activeProps={{ 'aria-current': 'page' }}>
              <entry.icon size={17} stroke={1.6} aria-hidden="true" />
              {t(entry.label)}
              {entry.to === '/my-day' ? <DueBadge /> : null}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
