import { Outlet } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { apiEvents } from '../api.ts';
import { useLiveUpdates } from '../live.ts';
import { PaletteProvider } from '../palette/palette-provider.tsx';
import { usePersonLanguage } from '../person-language.ts';
import { useSession } from '../session.ts';
import { PlaceContext } from '../use-format.ts';
import { BottomBar } from './bottom-bar.tsx';
import classes from './layout.module.css';
import { OfflineBar } from './offline-bar.tsx';
import { SideNav } from './side-nav.tsx';
import { TopBar } from './top-bar.tsx';
import { useMenuGrowth } from './use-nav.ts';
import { ViewingBar } from './viewing-bar.tsx';

/** The frame of every screen behind the sign-in. */
export function AppLayout() {
  const { t } = useTranslation();
  const { user, workspace, isHeldBack } = useSession();
  const timeZone = user.timeZone ?? workspace.timeZone;
  const { currency } = workspace;
  const place = useMemo(() => ({ timeZone, currency }), [timeZone, currency]);
  usePersonLanguage();
  useLiveUpdates(workspace.id);
  useMenuGrowth();
  useEffect(() => {
    if (isHeldBack) apiEvents.dispatchEvent(new Event('heldBack'));
  }, [isHeldBack]);
  return (
    <PlaceContext value={place}>
      <PaletteProvider>
        <a className={classes['skip']} href="#main">
          {t('web:nav.skip')}
        </a>
        <div className={classes['app']}>
          <SideNav />
          <div className={classes['column']}>
            <ViewingBar />
            <TopBar />
            <OfflineBar />
            <main id="main" className={classes['main']} tabIndex={-1}>
              <Outlet />
            </main>
          </div>
          <BottomBar />
        </div>
      </PaletteProvider>
    </PlaceContext>
  );
}
