import type { ReactNode } from 'react';
import { LanguageMenu } from '../layout/language-menu.tsx';
import { SchemeMenu } from '../layout/scheme-menu.tsx';
import { usePageTitle } from '../page-title.ts';
import { Brand } from '../ui/brand.tsx';
import classes from './plain-frame.module.css';

interface PlainFrameProps {
  title: string;
  sub?: ReactNode;
  children: ReactNode;
  /** A long form: on a wide screen its fields stand in pairs. */
  isWide?: boolean;
  /** Links below the card. */
  foot?: ReactNode;
}

/** The frame of the pages before the sign-in: the brand, one card, the staircase behind it. */
export function PlainFrame({ title, sub, children, isWide = false, foot }: PlainFrameProps) {
  usePageTitle(title);
  return (
    <div className={classes['page']}>
      <header className={classes['top']}>
        <Brand size={28} />
        <span className={classes['tools']}>
          <LanguageMenu />
          <SchemeMenu />
        </span>
      </header>
      <main className={classes['middle']}>
        <div className={classes['card']} data-wide={isWide || undefined}>
          <h1>{title}</h1>
          {sub ? <p className={classes['sub']}>{sub}</p> : null}
          {children}
        </div>
        {foot ? <div className={classes['foot']}>{foot}</div> : null}
      </main>
      <div className={classes['stairs']} aria-hidden="true">
        {[1, 2, 3, 4, 5].map((step) => (
          <span key={step} data-step={step} />
        ))}
      </div>
    </div>
  );
}
