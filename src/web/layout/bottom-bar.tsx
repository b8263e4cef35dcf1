import { UnstyledButton } from '@mantine/core';
import { IconDots, IconMenuOrder, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOpen } from '../lazy-open.tsx';
import { usePalette } from '../palette/palette-context.ts';
import { useCreations } from '../palette/use-creations.ts';
import { ApprovalBadge } from './approval-badge.tsx';
import { DueBadge } from './due-badge.tsx';
import classes from './layout.module.css';
import type { NavEntry } from './nav.ts';
import { useNav } from './use-nav.ts';
import type { SplitNav } from './visible-nav.ts';

const ArrangeMenu = lazyOpen(async () => (await import('./arrange-menu.tsx')).ArrangeMenu);
const Sheet = lazyOpen(async () => (await import('./sheet.tsx')).Sheet);

/** The phone's navigation, within reach of a thumb. */
export function BottomBar() {
  const { t } = useTranslation();
  const palette = usePalette();
  const creations = useCreations();
  const [sheet, setSheet] = useState<'new' | 'more' | 'arrange' | null>(null);
  const nav = useNav();
  const entries = nav.shown.flatMap((group) => group.entries);
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
        <MoreItems nav={nav} onClose={close} onArrange={() => setSheet('arrange')} />
      </Sheet>
      <ArrangeMenu isOpen={sheet === 'arrange'} onClose={close} />
    </nav>
  );
}

interface MoreItemsProps {
  nav: SplitNav;
  onClose: () => void;
  onArrange: () => void;
}

/** The menu, what is not in it, and the way to arrange it. */
function MoreItems({ nav: { shown, rest }, onClose, onArrange }: MoreItemsProps) {
  const { t } = useTranslation();
  return (
    <>
      <SheetLinks entries={shown.flatMap((group) => group.entries)} onClose={onClose} />
      {rest.length > 0 ? <h3 className={classes['sheetHead']}>{t('web:arrange.rest')}</h3> : null}
      <SheetLinks entries={rest} onClose={onClose} />
      <hr className={classes['sheetLine']} />
      <UnstyledButton className={classes['sheetItem']} onClick={onArrange}>
        <IconMenuOrder size={20} stroke={1.6} aria-hidden="true" />
        {t('web:arrange.open')}
      </UnstyledButton>
    </>
  );
}

function SheetLinks({ entries, onClose }: { entries: readonly NavEntry[]; onClose: () => void }) {
  const { t } = useTranslation();
  return entries.map((entry) => (
    <Link key={entry.to} to={entry.to} className={classes['sheetItem']} onClick={onClose}>
      <entry.icon size={20} stroke={1.6} aria-hidden="true" />
      {t(entry.label)}
      {entry.to === '/approvals' ? <ApprovalBadge /> : null}
    </Link>
  ));
}
