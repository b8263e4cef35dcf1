import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { periodOf } from '../../../platform/days.ts';
import { useFormat } from '../../../web/use-format.ts';
import classes from './dashboard.module.css';
import type { DashboardState } from './period.ts';

interface LastClosingProps {
  lastClosedOn: string;
  choice: DashboardState['choice'];
  onChange: (change: Partial<DashboardState>) => void;
}

/** In a period without a closed deal: when the last one was, and the way there. What was brought in from the past is often old. */
export function LastClosing({ lastClosedOn, choice, onChange }: LastClosingProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const unit = choice === 'custom' ? 'year' : choice;
  const show = (): void => onChange({ choice: unit, period: periodOf(lastClosedOn, unit) });
  return (
    <div className={classes['lastClosing']}>
      <span>{t('insights:lastClosing.text', { day: format.dayLong(lastClosedOn) })}</span>
      <Button variant="light" size="compact-md" className="cd-touch" onClick={show}>
        {t(`insights:lastClosing.show.${unit}`)}
      </Button>
    </div>
  );
}
