import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconMenuOrder } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../lazy-open.tsx';
import { Brand } from '../ui/brand.tsx';
import { ApprovalBadge } from './approval-badge.tsx';
import { DueBadge } from './due-badge.tsx';
import classes from './layout.module.css';
import type { NavEntry } from './nav.ts';
import { useNav } from './use-nav.ts';

const ArrangeMenu = lazyOpen(async () => (await import('./arrange-menu.tsx')).ArrangeMenu);

function NavLink({ entry }: { entry: NavEntry }) {
  const { t } = useTranslation();
  return (
    <Link to={entry.to} className={classes['entry']} activeProps={{ 'aria-current': 'page' }}>
      <entry.icon size={17} stroke={1.6} aria-hidden="true" />
      {t(entry.label)}
      {entry.to === '/my-day' ? <DueBadge /> : null}
      {entry.to === '/approvals' ? <ApprovalBadge /> : null}
    </Link>
  );
}

/** What is not in the menu yet, and the way to arrange it. */
function Rest({ entries }: { entries: readonly NavEntry[] }) {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [isArranging, setArranging] = useState(false);
  const isShown = isOpen || entries.length === 0;
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <div className={classes['rest']}>
      {entries.length > 0 ? (
        <UnstyledButton
          className={classes['entry']}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen((wasOpen) => !wasOpen)}
        >
          <Chevron size={17} stroke={1.6} aria-hidden="true" />
          {t(isOpen ? 'web:nav.showLess' : 'web:nav.showAll')}
        </UnstyledButton>
      ) : null}
      <div id={id} className={classes['group']} hidden={!isShown}>
        {entries.map((entry) => (
          <NavLink key={entry.to} entry={entry} />
        ))}
        <UnstyledButton className={classes['entry']} onClick={() => setArranging(true)}>
          <IconMenuOrder size={17} stroke={1.6} aria-hidden="true" />
          {t('web:arrange.open')}
        </UnstyledButton>
      </div>
      <ArrangeMenu isOpen={isArranging} onClose={() => setArranging(false)} />
    </div>
  );
}

/** The menu beside every screen: what this person uses, and all the rest behind one button. */
export function SideNav() {
  const { t } = useTranslation();
  const { shown, rest } = useNav();
  return (
    <nav className={classes['nav']} aria-label={t('web:nav.label')}>
      <Link to="/" className={classes['logo']} title={t('web:actions.home')}>
        <Brand />
      </Link>
      {shown.map((group) => (
        <div key={group.heading ?? 'main'} className={classes['group']}>
          {group.heading ? <h2>{t(group.heading)}</h2> : null}
          {group.entries.map((entry) => (
            <NavLink key={entry.to} entry={entry} />
          ))}
        </div>
      ))}
      <Rest entries={rest} />
    </nav>
  );
}
