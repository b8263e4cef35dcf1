import { Button } from '@mantine/core';
import { IconCheck, IconCircle, IconCircleDashed } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import type { StepKey, Tour, TourChanges, TourStep } from '../contract.ts';
import { useTour, useUpdateTour } from './queries.ts';
import classes from './tour.module.css';

/** Where each step is done. The workspace is there before anybody sees this. */
const places: Readonly<Record<StepKey, string>> = {
  workspace: '/settings',
  invite: '/settings/members',
  data: '/import',
  process: '/process',
  move: '/deals',
  figures: '/insights',
};
const marks = { open: IconCircle, done: IconCheck, skipped: IconCircleDashed };

/** The first steps, until they are done or put away. `other` is another way to do a step, beside its button. */
export function TourCard({ other = {} }: { other?: Partial<Record<StepKey, ReactNode>> }) {
  const { data: tour } = useTour();
  if (!tour || tour.isClosed || tour.steps.length === 0) return null;
  return <Steps tour={tour} other={other} />;
}

function Steps({ tour, other }: { tour: Tour; other: Partial<Record<StepKey, ReactNode>> }) {
  const { t } = useTranslation();
  const update = useUpdateTour();
  const { steps, version } = tour;
  const change = (changes: Omit<TourChanges, 'version'>): void =>
    update.mutate({ version, ...changes }, { onError: showProblem });
  const skipped = steps.filter(({ state }) => state === 'skipped').map(({ key }) => key);
  const isOver = steps.every(({ state }) => state !== 'open');
  const done = steps.filter(({ state }) => state === 'done').length;
  const next = steps.find(({ state }) => state === 'open');
  const close = (
    <Button variant="subtle" size="compact-md" disabled={update.isPending} onClick={() => change({ isClosed: true })}>
      {t(isOver ? 'tour:card.close' : 'tour:card.putAway')}
    </Button>
  );
  return (
    <Card
      title={
        <>
          {t(isOver ? 'tour:card.over' : 'tour:card.title')}{' '}
          <span className={classes['count']}>{t('tour:card.count', { done, all: steps.length })}</span>
        </>
      }
      aside={close}
    >
      <ol className={classes['steps']}>
        {steps.map((step) => (
          <Step key={step.key} step={step} isNext={step === next} other={other[step.key]}>
            <Button
              variant="subtle"
              size="compact-md"
              disabled={update.isPending}
              aria-label={t('tour:card.skipOf', { step: t(`tour:steps.${step.key}.title`) })}
              onClick={() => change({ skipped: [...skipped, step.key] })}
            >
              {t('tour:card.skip')}
            </Button>
          </Step>
        ))}
      </ol>
    </Card>
  );
}

/** One step: how it stands, what it gives, and the way to it. Its children stand behind the way. */
function Step({ step, isNext, other, children }: { step: TourStep; isNext: boolean; other: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const { key, state } = step;
  const Mark = marks[state];
  return (
    <li className={classes['step']} data-state={state}>
      <Mark className={classes['mark']} size={18} stroke={1.8} role="img" aria-label={t(`tour:states.${state}`)} />
      <div className={classes['text']}>
        <b>{t(`tour:steps.${key}.title`)}</b>
        {state === 'open' ? <p>{t(`tour:steps.${key}.gives`)}</p> : null}
        {state === 'skipped' ? <span className={classes['count']}>{t('tour:states.skipped')}</span> : null}
      </div>
      {state === 'open' ? (
        <div className={classes['ways']}>
          <Button component={Link} to={places[key]} variant={isNext ? 'filled' : 'default'}>
            {t(`tour:steps.${key}.action`)}
          </Button>
          {other}
          {children}
        </div>
      ) : null}
    </li>
  );
}
