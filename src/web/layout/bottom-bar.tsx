import { UnstyledButton } from '@mantine/core';
import { IconDots, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../lazy-open.tsx';
import { usePalette } from '../palette/palette-context.ts';
import { useCreations } from '../palette/use-palette-items.ts';
import { screens } from '../screens.tsx';
import { useSession } from '../session.ts';
import { DueBadge } from './due-badge.tsx';
import classes from './layout.module.css';
import { visibleNav } from './visible-nav.ts';

const Sheet = lazyOpen(async () => (await import('./sheet.tsx')).Sheet);

/** The phone's navigation, within reach of a thumb. */
export function BottomBar() {
  const { t } = useTranslation();
  const session = useSession();
  const palette = usePalette();
  const creations = useCreations();
  const [sheet, setSheet] = useState<'new' | 'more' | null>(null);
  const entries = visibleNav(session, screens).flatMap((group) => group.entries);
  const close = (): void => setSheet(null);
  return (
    <nav className={classes['bottom']} aria-label={t('web:nav.label')}>
      {entries
        .filter((entry) => entry.isOnPhoneBar)
        .map((entry) => (
          <Link key={entry.to} to={entry.to} className={classes['tab']} activeProps={{ 'aria-current': 'page' }}>
            <entry.icon size={22} stroke={1.6} aria-hidden="true" />
            {t(entry.label)}
            {entry.to === '/my-day' ? <DueBadge /> : null}
          </Link>
        ))}
      {creations.length > 0 ? (
        <UnstyledButton className={classes['plus']} onClick={() => setSheet('new')} aria-label={t('web:actions.new')}>
          <IconPlus size={24} />
        </UnstyledButton>
      ) : null}
      <UnstyledButton className={classes['tab']} onClick={palette.open}>
        <IconSearch size={22} stroke={1.6} aria-hidden="true" />
        {t('web:nav.search')}
      </UnstyledButton>
      <UnstyledButton className={classes['tab']} onClick={() => setSheet('more')}>
        <IconDots size={22} stroke={1.6} aria-hidden="true" />
        {t('web:nav.more')}
      </UnstyledButton>
      <Sheet title={t('web:actions.new')} isOpen={sheet === 'new'} onClose={close}>
        {creations.map(({ kind, label, icon: KindIcon, open }) => (
          <UnstyledButton
            key={kind}
            className={classes['sheetItem']}
            onClick={() => {
              close();
              open();
            }}
          >
            <KindIcon size={20} stroke={1.6} aria-hidden="true" />
            {label}
          </UnstyledButton>
        ))}
      </Sheet>
      <Sheet title={t('web:nav.more')} isOpen={sheet === 'more'} onClose={close}>
        {entries.map((entry) => (
          <Link key={entry.to} to={entry.to} className={classes['sheetItem']} onClick={close}>
            <entry.icon size={20} stroke={1.6} aria-hidden="true" />
            {t(entry.label)}
          </Link>
        ))}
      </Sheet>
    </nav>
  );
}
