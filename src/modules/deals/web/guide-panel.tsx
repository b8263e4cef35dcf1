import { Button, Checkbox, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Guide } from '../guide/contract.ts';
import classes from './guide.module.css';
import { useSetCriterion } from './queries.ts';

type Criterion = Guide['criteria'][number];

interface GuidePanelProps {
  guide: Guide;
  /** Leads to where a missing item is done. */
  onGo: (where: Criterion['where']) => void;
}

/** What the process asks for now: what is missing to leave the stage, and how the stage is done well. */
export function GuidePanel({ guide, onGo }: GuidePanelProps) {
  const { t } = useTranslation();
  const left = guide.required - guide.met;
  const title = left > 0 ? t('deals:screens.leftToLeave', { count: left }) : t('deals:screens.readyToLeave');
  return (
    <Card
      title={title}
      aside={guide.required > 0 ? <Chip tone={left > 0 ? 'warn' : 'ok'}>{`${guide.met} / ${guide.required}`}</Chip> : null}
    >
      {guide.criteria.map((criterion) => (
        <CriterionRow key={criterion.key} guide={guide} criterion={criterion} onGo={onGo} />
      ))}
    </Card>
  );
}

/** The stage's playbook: what to do, and what the customer may expect. */
export function Playbook({ guide }: { guide: Guide }) {
  const { t } = useTranslation();
  const { guidance, customerExpectation, role } = guide.playbook;
  return (
    <Card title={t('deals:screens.playbook')} aside={<Chip>{t(`identity:roles.${role}`)}</Chip>}>
      <div className={classes['playbook']}>
        {guidance ? <p>{guidance}</p> : null}
        {customerExpectation ? <small>{t('deals:screens.customerExpects', { text: customerExpectation })}</small> : null}
      </div>
    </Card>
  );
}

function CriterionRow({ guide, criterion, onGo }: GuidePanelProps & { criterion: Criterion }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState<'met' | 'unknown' | null>(null);
  const set = useSetCriterion(guide.deal.id);
  const mayTick = guide.actions.includes('setCriterion');
  const isMet = criterion.state !== 'unmet';
  const handleTick = (): void => {
    // A fact that a module supplies is not ticked: an unmet one leads to where it is done.
    if (!criterion.isManual) return isMet ? undefined : onGo(criterion.where);
    if (isMet) set.mutate({ key: criterion.key, body: { state: 'unmet' } });
    else setAsks('met');
  };
  return (
    <>
      <div className={classes['criterion']}>
        <Checkbox
          checked={isMet}
          color="var(--ok-fill)"
          disabled={!mayTick}
          onChange={handleTick}
          aria-label={criterion.name}
          mt={2}
        />
        <div>
          {criterion.name} {criterion.level === 'advised' ? <Chip>{t('process:choices.criterionLevel.advised')}</Chip> : null}{' '}
          {criterion.state === 'unknown' ? <Chip tone="warn">{t('deals:screens.unknown')}</Chip> : null}
          <Evidence criterion={criterion} />
          {!isMet && mayTick ? (
            <Group gap="sm">
              {criterion.where.place === 'criterion' ? null : (
                <Button variant="transparent" size="compact-sm" p={0} onClick={() => onGo(criterion.where)}>
                  {t(`deals:screens.goTo.${criterion.where.place}`)}
                </Button>
              )}
              {criterion.allowsUnknown ? (
                <Button variant="transparent" size="compact-sm" p={0} color="gray" onClick={() => setAsks('unknown')}>
                  {t('deals:screens.sayUnknown')}
                </Button>
              ) : null}
            </Group>
          ) : null}
        </div>
      </div>
      {asks ? <EvidenceForm criterion={criterion} dealId={guide.deal.id} state={asks} onClose={() => setAsks(null)} /> : null}
    </>
  );
}

function Evidence({ criterion }: { criterion: Criterion }) {
  const format = useFormat();
  const { evidence, hint, state } = criterion;
  if (evidence && state !== 'unmet')
    return <small>{[evidence.note, evidence.by?.name, format.instant(evidence.at)].filter(Boolean).join(' · ')}</small>;
  return hint && state === 'unmet' ? <small>{hint}</small> : null;
}

interface EvidenceFormProps {
  criterion: Criterion;
  dealId: string;
  state: 'met' | 'unknown';
  onClose: () => void;
}

function EvidenceForm({ criterion, dealId, state, onClose }: EvidenceFormProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const set = useSetCriterion(dealId);
  const [note, setNote] = useState('');
  const handleSend = (): void =>
    set.mutate({ key: criterion.key, body: { state, ...(note.trim() ? { note: note.trim() } : {}) } }, { onSuccess: onClose });
  return (
    <form
      className={classes['evidence']}
      onSubmit={(event) => {
        event.preventDefault();
        handleSend();
      }}
    >
      <Textarea
        label={t(state === 'met' ? 'deals:screens.evidence' : 'deals:screens.unknownBecause')}
        description={t('deals:screens.evidenceHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={set.error ? problemText(set.error) : null}
        autosize
        minRows={2}
        autoFocus
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" size="compact-md" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button type="submit" size="compact-md" loading={set.isPending}>
          {t('deals:screens.tick')}
        </Button>
      </Group>
    </form>
  );
}
