import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCurrentPageTitle } from '../page-title.ts';
import { usePalette } from '../palette/palette-provider.tsx';
import { LanguageMenu } from './language-menu.tsx';
import classes from './layout.module.css';
import { SchemeButton } from './scheme-button.tsx';
import { UserMenu } from './user-menu.tsx';
import { entryOf } from './visible-nav.ts';

const modifier = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';

function Breadcrumb() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const title = useCurrentPageTitle();
  const entry = entryOf(pathname);
  if (!entry) return <span className={classes['crumbs']}>{title}</span>;
  const label = t(entry.label);
  const isDeeper = pathname !== entry.to && title !== null && title !== label;
  return (
    <nav className={classes['crumbs']} aria-label={t('web:nav.breadcrumb')}>
      {isDeeper ? <Link to={entry.to}>{label}</Link> : <span aria-current="page">{label}</span>}
      {isDeeper ? (
        <>
          <span aria-hidden="true" className={classes['slash']}>
            /
          </span>
          <span aria-current="page" className="cd-ellipsis">
            {title}
          </span>
        </>
      ) : null}
    </nav>
  );
}

export function TopBar() {
  const { t } = useTranslation();
  const palette = usePalette();
  return (
    <header className={classes['top']}>
      <Breadcrumb />
      <UnstyledButton className={classes['search']} onClick={palette.open} aria-keyshortcuts="Meta+K Control+K">
        <span className="cd-ellipsis">{t('web:palette.placeholder')}</span>
        <Kbd className={classes['kbd']}>{modifier}K</Kbd>
      </UnstyledButton>
      <ActionIcon className={classes['searchIcon']} size={44} onClick={palette.open} aria-label={t('web:palette.open')}>
        <IconSearch size={20} />
      </ActionIcon>
      <LanguageMenu />
      <SchemeButton />
      <UserMenu />
    </header>
  );
}
