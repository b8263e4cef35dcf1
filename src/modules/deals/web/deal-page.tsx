import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconFlag,
  IconPlayerPause,
  IconRotateClockwise2,
} from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { Avatar } from '../../../web/ui/avatar.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { Staircase, type StairStep } from '../../../web/ui/staircase.tsx';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import { useTab } from '../../../web/ui/use-tab.ts';
import type { Guide } from '../guide/contract.ts';
import { DealTabs, type MoreTab, tabsWith } from './deal-tabs.tsx';
import classes from './guide.module.css';
import { GuidePanel, Playbook } from './guide-panel.tsx';
import { HandOverCard } from './hand-over.tsx';
import { MoveDialog, type MoveTarget } from './move-dialog.tsx';
import { NextSteps } from './next-steps.tsx';
import { CompleteDialog, HoldDialog, LoseDialog, ReopenDialog } from './outcome-dialogs.tsx';
import { useGuide } from './queries.ts';
import { useRecordActions } from './record-actions.tsx';
import { WinDialog } from './win-dialog.tsx';

/** The deal page is the seller's guide: where the deal stands, what is missing, what was said, what is next. */
export function DealPage({ tabs = [] }: { tabs?: readonly MoreTab[] }) {
  const { id } = useParams({ strict: false });
  const guide = useGuide(id ?? '');
  usePageTitle(guide.data?.deal.title);
  if (guide.data) return <DealView guide={guide.data} more={tabs} />;
  return guide.error ? <ErrorState error={guide.error} onRetry={() => void guide.refetch()} /> : <PageSkeleton />;
}

const tabsOfPlaces: Partial<Record<Guide['criteria'][number]['where']['place'], string>> = {
  contacts: 'contacts',
  products: 'products',
  field: 'facts',
  account: 'facts',
  quotes: 'quotes',
  terms: 'terms',
  objections: 'negotiation',
};

/** The tab where a missing item is done. */
function tabOf(place: Guide['criteria'][number]['where']['place']): string {
  return tabsOfPlaces[place] ?? 'timeline';
}

type Dialog = 'win' | 'lose' | 'hold' | 'reopen' | 'complete' | null;

function DealView({ guide, more }: { guide: Guide; more: readonly MoreTab[] }) {
  const { t } = useTranslation();
  const [tab, open] = useTab(tabsWith(more));
  const [dialog, setDialog] = useState<Dialog>(null);
  const [target, setTarget] = useState<MoveTarget | null>(null);
  const { deal } = guide;
  const record = useRecordActions(guide);
  const moveTo = (stage: { id: string; name: string }): void =>
    setTarget({ dealId: deal.id, title: deal.title, stageId: stage.id, stageName: stage.name });
  const goTo = (where: Guide['criteria'][number]['where']): void => open(tabOf(where.place));
  const steps = useSteps(guide);
  return (
    <>
      <PageHeader
        title={deal.title}
        sub={<SubLine guide={guide} />}
        aside={<Amount guide={guide} />}
        menu={[...menuOf(guide, t, setDialog, moveTo), ...record.actions]}
        primary={<Primary guide={guide} onMove={moveTo} onDialog={setDialog} />}
      />
      <div className={classes['stairs']}>
        <Staircase steps={steps} label={t('deals:screens.stairsOf', { title: deal.title })} />
      </div>
      <div className={classes['body']}>
        <DealTabs guide={guide} more={more} tab={tab} onTab={open} />
        <div className={classes['side']}>
          <GuidePanel guide={guide} onGo={goTo} />
          <HandOverCard guide={guide} />
          <NextSteps guide={guide} />
          <Playbook guide={guide} />
        </div>
      </div>
      {record.dialog}
      {target ? <MoveDialog target={target} onClose={() => setTarget(null)} /> : null}
      {dialog === 'win' ? <WinDialog guide={guide} onClose={() => setDialog(null)} /> : null}
      {dialog === 'lose' ? <LoseDialog guide={guide} onClose={() => setDialog(null)} /> : null}
      {dialog === 'hold' ? <HoldDialog guide={guide} onClose={() => setDialog(null)} /> : null}
      {dialog === 'reopen' ? <ReopenDialog guide={guide} onClose={() => setDialog(null)} /> : null}
      {dialog === 'complete' ? <CompleteDialog guide={guide} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

/** The stages as steps. One that was skipped says so; once won, the last clock is the date that was promised. */
function useSteps({ stages }: Guide): StairStep[] {
  const { t } = useTranslation();
  const format = useFormat();
  return stages.map(({ id, name, state, days, targetDays, promisedOn, daysLate }) => ({
    id,
    name,
    days,
    targetDays,
    state: state === 'skipped' ? ('done' as const) : state,
    ...(state === 'skipped' ? { note: t('deals:screens.skipped') } : {}),
    ...(promisedOn ? { note: t('deals:screens.promised', { day: format.day(promisedOn) }), lateDays: daysLate } : {}),
  }));
}

function SubLine({ guide }: { guide: Guide }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { deal } = guide;
  const tones = { open: 'pri', won: 'ok', lost: 'bad', onHold: 'warn', completed: 'ok' } as const;
  return (
    <span className={classes['sub']}>
      {deal.account ? (
        <Link to="/accounts/$id" params={{ id: deal.account.id }}>
          {deal.account.title}
        </Link>
      ) : (
        <span>{t('deals:screens.noAccount')}</span>
      )}
      {deal.owner ? (
        <span>
          <Avatar name={deal.owner.name} /> {deal.owner.name}
        </span>
      ) : null}
      {deal.expectedCloseOn && deal.status === 'open' ? (
        <span>{t('deals:screens.expected', { day: format.day(deal.expectedCloseOn) })}</span>
      ) : null}
      <Chip tone={tones[deal.status]}>{t(`deals:choices.deal.status.${deal.status}`)}</Chip>
      {deal.processVersion ? <Chip>{deal.processVersion.title}</Chip> : null}
      {deal.isHistory ? <Chip title={t('deals:screens.historyHint')}>{t('deals:fields.deal.isHistory')}</Chip> : null}
    </span>
  );
}

function Amount({ guide }: { guide: Guide }) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = usePlace();
  const { amountMinor, currency, weightedMinor, status } = guide.deal;
  if (amountMinor === null || currency === null) return null;
  return (
    <div className={classes['amount']}>
      <b className="cd-num">{format.moneyBrief(amountMinor, currency)}</b>
      {status === 'open' && weightedMinor !== null ? (
        <span>{t('deals:screens.weighted', { amount: format.moneyBrief(weightedMinor, place.currency) })}</span>
      ) : null}
    </div>
  );
}

interface PrimaryProps {
  guide: Guide;
  onMove: (stage: { id: string; name: string }) => void;
  onDialog: (dialog: Dialog) => void;
}

/** The one thing to do: advance, win at the signing stage, complete at the end, reopen when it is over. */
function Primary({ guide, onMove, onDialog }: PrimaryProps) {
  const { t } = useTranslation();
  const { deal, actions, nextStage } = guide;
  const signs = deal.status === 'open' && deal.phase !== null && deal.phase >= 4;
  if (signs && actions.includes('win')) return <Button onClick={() => onDialog('win')}>{t('deals:screens.win')}</Button>;
  if (nextStage && actions.includes('move'))
    return <Button onClick={() => onMove(nextStage)}>{t('deals:screens.advanceTo', { stage: nextStage.name })}</Button>;
  if (actions.includes('complete')) return <Button onClick={() => onDialog('complete')}>{t('deals:screens.complete')}</Button>;
  if (actions.includes('reopen'))
    return (
      <Button variant="default" onClick={() => onDialog('reopen')}>
        {t('deals:screens.reopen')}
      </Button>
    );
  return null;
}

const outcomeIcons = {
  win: IconCircleCheck,
  lose: IconCircleX,
  hold: IconPlayerPause,
  reopen: IconRotateClockwise2,
  complete: IconFlag,
} as const;

function menuOf(
  guide: Guide,
  t: ReturnType<typeof useTranslation>['t'],
  onDialog: (dialog: Dialog) => void,
  onMove: PrimaryProps['onMove'],
) {
  const { actions, stages } = guide;
  const at = stages.findIndex(({ state }) => state === 'current');
  const before = stages[at - 1];
  const outcomes = (['win', 'lose', 'hold', 'reopen', 'complete'] as const).filter((action) => actions.includes(action));
  return [
    ...(before && actions.includes('back')
      ? [
          {
            key: 'back',
            label: t('deals:screens.backTo', { stage: before.name }),
            icon: <IconArrowBackUp size={16} />,
            onClick: () => onMove(before),
          },
        ]
      : []),
    ...outcomes.map((action) => {
      const Icon = outcomeIcons[action];
      const isDestructive = action === 'lose';
      return {
        key: action,
        label: t(`deals:screens.${action}`),
        icon: <Icon size={16} />,
        onClick: () => onDialog(action),
        isDestructive,
      };
    }),
  ];
}
