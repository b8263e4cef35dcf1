import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { competitorOutcomes, DealCompetitor, type DealParts } from '../parts/contract.ts';
import classes from './guide.module.css';
import { useRemoveCompetitor, useSetCompetitor } from './queries.ts';
import { useBothSides } from '../../../web/use-both-sides.ts';
import { currentOf } from '../../../web/problem.ts';

interface DealCompetitorsProps {
  dealId: string;
  parts: DealParts;
  canEdit: boolean;
}

/** Who else is in the race, at what price, and how it ended. */
export function DealCompetitors({ dealId, parts, canEdit }: DealCompetitorsProps) {
  const { t } = useTranslation();
  return (
    <Card>
      {parts.competitors.map((part) => (
        <CompetitorLine key={part.competitor.id} dealId={dealId} part={part} currency={parts.currency} canEdit={canEdit} />
      ))}
      {parts.competitors.length === 0 ? (
        <EmptyState title={t('deals:screens.noCompetitors')} hint={t('deals:screens.noCompetitorsHint')} />
      ) : null}
      {canEdit ? <AddCompetitor dealId={dealId} currency={parts.currency} /> : null}
    </Card>
  );
}

interface CompetitorLineProps {
  dealId: string;
  part: DealCompetitor;
  currency: string;
  canEdit: boolean;
}

type Outcome = DealCompetitor['outcome'];

interface Seen {
  version?: number;
}

function CompetitorLine({ dealId, part, currency, canEdit }: CompetitorLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const set = useSetCompetitor(dealId);
  const remove = useRemoveCompetitor(dealId);
  const bothSides = useBothSides();
  const { competitor, priceMinor, outcome, note, version } = part;
  const price = (minor: number | null): string => (minor === null ? '—' : format.money(minor, currency));
  const text = (side: Pick<DealCompetitor, 'priceMinor' | 'outcome'> | null): string =>
    side
      ? `${price(side.priceMinor)} · ${t(`deals:choices.dealCompetitor.outcome.${side.outcome}`)}`
      : t('deals:screens.takenOff');
  const conflict = (error: unknown, mine: string, overwrite: (seen: Seen) => Promise<unknown>) => {
    const current = DealCompetitor.safeParse(currentOf(error)).data;
    const seen = current ? { version: current.version } : {};
    return bothSides(error, { mine, theirs: text(current ?? null), overwrite: () => overwrite(seen) });
  };
  const change = (wanted: { priceMinor: number | null; outcome: Outcome }): void => {
    const send = (seen: Seen) => set.mutateAsync({ partId: competitor.id, body: { note, ...wanted, ...seen } });
    void send({ version }).catch((error: unknown) => conflict(error, text(wanted), send));
  };
  const handleRemove = (): void => {
    const putBack = async (): Promise<void> =>
      void (await set.mutateAsync({ partId: competitor.id, body: { priceMinor, outcome, note } }));
    const send = async (seen: Seen): Promise<void> => {
      await remove.mutateAsync({ partId: competitor.id, ...seen });
      showUndo(t('deals:screens.partRemoved', { name: competitor.title }), putBack);
    };
    void send({ version }).catch((error: unknown) => conflict(error, text(null), send));
  };
  return (
    <div className={classes['line']}>
      <span>{competitor.title}</span>
      <b className="cd-num">{price(priceMinor)}</b>
      <Select
        aria-label={t('deals:screens.outcome')}
        disabled={!canEdit}
        w={150}
        className={classes['choice'] ?? ''}
        allowDeselect={false}
        value={outcome}
        data={competitorOutcomes.map((value) => ({ value, label: t(`deals:choices.dealCompetitor.outcome.${value}`) }))}
        onChange={(next) => change({ priceMinor, outcome: competitorOutcomes.find((value) => value === next) ?? outcome })}
      />
      {canEdit ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes['remove'] ?? ''}
          aria-label={t('deals:screens.removeCompetitor', { name: competitor.title })}
          onClick={handleRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  );
}

function AddCompetitor({ dealId, currency }: { dealId: string; currency: string }) {
  const { t } = useTranslation();
  const set = useSetCompetitor(dealId);
  const [competitor, setCompetitor] = useState<NamedRef | null>(null);
  const [priceMinor, setPrice] = useState<number | null>(null);
  const clear = (): void => {
    setCompetitor(null);
    setPrice(null);
  };
  const handleAdd = (): void => {
    if (competitor)
      set.mutate(
        { partId: competitor.id, body: { priceMinor, outcome: 'competing' } },
        { onSuccess: clear, onError: showProblem },
      );
  };
  return (
    <div className={classes['add']}>
      <RecordPicker kind="competitor" label={t('deals:screens.addCompetitor')} value={competitor} onChange={setCompetitor} />
      <MoneyInput label={t('deals:screens.theirPrice')} currency={currency} value={priceMinor} onChange={setPrice} />
      <Button variant="default" disabled={!competitor} loading={set.isPending} onClick={handleAdd}>
        {t('deals:screens.add')}
      </Button>
    </div>
  );
}
