import { Button, SegmentedControl, Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { useMay } from '../../../web/session.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { Staircase } from '../../../web/ui/staircase.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { gateModes, type Process } from '../contract.ts';
import { GateProposal } from './gate-proposal.tsx';
import { useLocalized } from './localized-name.ts';
import type { OwnFigures, UseOwnFigures } from './own-figures.ts';
import { useProcessMenu } from './process-menu.tsx';
import classes from './process.module.css';
import { useCreateDraft } from './designer-queries.ts';
import { useProcesses, useSetGateMode, useVersion } from './queries.ts';
import { StageCard } from './stage-card.tsx';

/** The process as it is run: its steps, what each asks, and how strictly. */
export function ProcessPage({ useOwnFigures }: { useOwnFigures: UseOwnFigures }) {
  const { t } = useTranslation();
  usePageTitle(t('process:objects.process.one'));
  const processes = useProcesses();
  const [chosen, setChosen] = useState<string | null>(null);
  if (processes.error) return <ErrorState error={processes.error} onRetry={() => void processes.refetch()} />;
  const all = processes.data?.data;
  if (!all) return <PageSkeleton />;
  const process = all.find(({ id }) => id === chosen) ?? all.find(({ isDefault }) => isDefault) ?? all[0];
  if (!process) return <PageSkeleton />;
  return <ProcessView process={process} all={all} onChoose={setChosen} useOwnFigures={useOwnFigures} />;
}

interface ProcessViewProps {
  useOwnFigures: UseOwnFigures;
  process: Process;
  all: readonly Process[];
  onChoose: (id: string | null) => void;
}

function ProcessView({ process, all, onChoose, useOwnFigures }: ProcessViewProps) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { actions, dialogs } = useProcessMenu(process, all);
  const figures = useOwnFigures(process.id);
  return (
    <>
      <PageHeader
        title={localized(process.names)}
        sub={<VersionLine process={process} />}
        aside={
          all.length > 1 ? (
            <Select
              aria-label={t('process:objects.process.one')}
              data={all.map(({ id, names }) => ({ value: id, label: localized(names) }))}
              value={process.id}
              allowDeselect={false}
              onChange={onChoose}
            />
          ) : null
        }
        menu={actions}
        primary={<DraftButton process={process} />}
      />
      <GateBar process={process} />
      {process.published ? <Published key={process.id} versionId={process.published.id} figures={figures} /> : null}
      {dialogs}
    </>
  );
}

function VersionLine({ process }: { process: Process }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { published } = process;
  return (
    <>
      {published
        ? t('process:screens.versionSince', {
            number: published.number,
            day: published.publishedAt ? format.instant(published.publishedAt) : '—',
          })
        : t('process:screens.nothingPublished')}{' '}
      {process.isDefault ? <Chip>{t('process:screens.default')}</Chip> : null}{' '}
      {process.draft ? <Chip tone="warn">{t('process:screens.draftInWork')}</Chip> : null}
    </>
  );
}

function DraftButton({ process }: { process: Process }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const create = useCreateDraft();
  if (!may('process', 'edit')) return null;
  const open = (id: string): void => void navigate({ to: '/process/$id', params: { id } });
  const handleClick = (): void => {
    if (process.draft) open(process.draft.id);
    else create.mutate(process.id, { onSuccess: (draft) => open(draft.id), onError: showProblem });
  };
  return (
    <Button loading={create.isPending} onClick={handleClick}>
      {t(process.draft ? 'process:screens.openDraft' : 'process:screens.startDraft')}
    </Button>
  );
}

function GateBar({ process }: { process: Process }) {
  const { t } = useTranslation();
  const may = useMay();
  const set = useSetGateMode();
  const change = (gateMode: (typeof gateModes)[number]): void =>
    set.mutate(
      { id: process.id, body: { version: process.version, gateMode } },
      { onSuccess: () => showDone(t(`process:screens.gateNow.${gateMode}`)), onError: showProblem },
    );
  return (
    <div className={classes['gate']}>
      <div>
        <b>{t('process:screens.gateMode')}</b>
        <p>{t(`process:screens.gateHint.${process.gateMode}`)}</p>
      </div>
      <SegmentedControl
        aria-label={t('process:screens.gateMode')}
        disabled={!may('process', 'setGateMode') || set.isPending}
        value={process.gateMode}
        onChange={(value) => change(gateModes.find((mode) => mode === value) ?? process.gateMode)}
        data={gateModes.map((mode) => ({ value: mode, label: t(`process:choices.gateMode.${mode}`) }))}
      />
      <div className={classes['proposal']}>
        <GateProposal process={process} />
      </div>
    </div>
  );
}

function Published({ versionId, figures }: { versionId: string; figures: OwnFigures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const localized = useLocalized();
  const version = useVersion(versionId);
  if (version.error) return <ErrorState error={version.error} onRetry={() => void version.refetch()} />;
  if (!version.data) return <PageSkeleton />;
  const steps = version.data.stages.map((stage) => ({
    id: stage.id,
    name: localized(stage.names),
    state: 'done' as const,
    note: t('process:screens.stepNote', { count: stage.targetDays, percent: format.basisPoints(stage.probabilityBp) }),
  }));
  return (
    <>
      <div className={classes['stairs']}>
        <Staircase steps={steps} label={localized(version.data.names)} />
      </div>
      <div className={classes['grid']}>
        {version.data.stages.map((stage, index) => (
          <StageCard key={stage.id} stage={stage} index={index} figures={figures} />
        ))}
      </div>
    </>
  );
}
