import { Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import { showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Guide } from '../guide/contract.ts';
import { EvidenceFields, EvidenceLine, useEvidence } from './evidence-fields.tsx';
import classes from './guide.module.css';
import { useSetCriterion } from './queries.ts';

export type Criterion = Guide['criteria'][number];

interface CriterionRowProps {
  guide: Guide;
  criterion: Criterion;
  /** Leads to where a missing item is done. */
  onGo: (where: Criterion['where']) => void;
}

/** One criterion: whether it holds and what shows it; where it is missing, how it is met. */
export function CriterionRow({ guide, criterion, onGo }: CriterionRowProps) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState<'met' | 'unknown' | null>(null);
  const untick = useUntick(guide.deal.id, criterion);
  const mayTick = guide.actions.includes('setCriterion');
  const isMet = criterion.state !== 'unmet';
  const handleTick = (): void => {
    if (isMet && criterion.evidence) return untick();
    // What the product itself knows is not ticked: an unmet one leads to where it is done.
    if (!criterion.isManual) return isMet ? undefined : onGo(criterion.where);
    setAsks('met');
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
          {criterion.evidence && isMet ? <EvidenceLine evidence={criterion.evidence} /> : null}
          {criterion.hint && !isMet ? <small>{criterion.hint}</small> : null}
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

/** Unticks at once; for a while the tick can be had back with its evidence. */
function useUntick(dealId: string, { key, name, state, evidence }: Criterion): () => void {
  const { t } = useTranslation();
  const set = useSetCriterion(dealId);
  const tickAgain = async (): Promise<void> => {
    if (state === 'unmet' || !evidence) return;
    const { note, file } = evidence;
    await set.mutateAsync({ key, body: { state, ...(note ? { note } : {}), ...(file ? { fileId: file.id } : {}) } });
  };
  return () =>
    void set
      .mutateAsync({ key, body: { state: 'unmet', ...(evidence ? { version: evidence.version } : {}) } })
      .then(() => showUndo(t('deals:screens.unticked', { name }), tickAgain), showProblem);
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
  const evidence = useEvidence(dealId);
  const { key, name } = criterion;
  const handleSend = async (): Promise<void> => {
    const shown = await evidence.keep().catch(() => null);
    if (!shown) return;
    // Somebody who ticked meanwhile is shown above; sending again replaces what they said.
    const seen = criterion.evidence ? { version: criterion.evidence.version } : {};
    const isSet = await set.mutateAsync({ key, body: { state, ...shown, ...seen } }).then(
      () => true,
      () => false,
    );
    if (!isSet) return;
    onClose();
    showUndo(t('deals:screens.ticked', { name }), async () => {
      const version = (criterion.evidence?.version ?? 0) + 1;
      await set.mutateAsync({ key, body: { state: 'unmet', version } });
    });
  };
  return (
    <form
      noValidate
      className={classes['evidence']}
      onSubmit={(event) => {
        event.preventDefault();
        void handleSend();
      }}
    >
      <EvidenceFields
        draft={evidence.draft}
        onChange={evidence.setDraft}
        label={t(state === 'met' ? 'deals:screens.evidence' : 'deals:screens.unknownBecause')}
        hint={t('deals:screens.evidenceHint')}
        error={set.error ? problemText(set.error) : null}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" size="compact-md" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button type="submit" size="compact-md" loading={set.isPending || evidence.isSending} disabled={evidence.isEmpty}>
          {t('deals:screens.tick')}
        </Button>
      </Group>
    </form>
  );
}
