import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCurrentPageTitle } from '../page-title.ts';
import { modifierKey } from '../palette/modifier-key.ts';
import { usePalette } from '../palette/palette-context.ts';
import { useSession } from '../session.ts';
import classes from './layout.module.css';
import { UserMenu } from './user-menu.tsx';
import { entryOf } from './visible-nav.ts';

/** Where we are: the workspace on a first page, whose heading names it; the way back on one behind it. */
function Breadcrumb() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { workspace } = useSession();
  const title = useCurrentPageTitle();
  const entry = entryOf(pathname);
  const isFirst = !entry || pathname === entry.to || title === t(entry.label);
  if (isFirst) return <span className={classes['workspace']}>{workspace.name}</span>;
  return (
    <nav className={classes['crumbs']} aria-label={t('web:nav.breadcrumb')}>
      <Link to={entry.to}>{t(entry.label)}</Link>
      {title === null ? null : (
        <>
          <span aria-hidden="true" className={classes['slash']}>
            /
          </span>
          <span aria-current="page" className="cd-ellipsis">
            {title}
          </span>
        </>
      )}
    </nav>
  );
}

export function TopBar() {
  const { t } = useTranslation();
  const palette = usePalette();
  return (
    <div className={classes['top']} role="region" aria-label={t('web:nav.tools')}>
      <Breadcrumb />
      <UnstyledButton className={classes['search']} onClick={palette.open} aria-keyshortcuts="Meta+K Control+K">
        <span className="cd-ellipsis">{t('web:palette.placeholder')}</span>
        <Kbd className={classes['kbd']}>{modifierKey}K</Kbd>
      </UnstyledButton>
      <ActionIcon className={classes['searchIcon']} size={44} onClick={palette.open} aria-label={t('web:palette.open')}>
        <IconSearch size={20} />
      </ActionIcon>
      <UserMenu />
    </div>
  );
}
