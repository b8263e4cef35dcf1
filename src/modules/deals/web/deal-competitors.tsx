import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { competitorOutcomes, type DealParts } from '../parts/contract.ts';
import classes from './guide.module.css';
import { useRemoveCompetitor, useSetCompetitor } from './queries.ts';

interface DealCompetitorsProps {
  dealId: string;
  parts: DealParts;
  canEdit: boolean;
}

/** Who else is in the race, at what price, and how it ended. */
export function DealCompetitors({ dealId, parts, canEdit }: DealCompetitorsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const set = useSetCompetitor(dealId);
  const remove = useRemoveCompetitor(dealId);
  return (
    <Card>
      {parts.competitors.map(({ competitor, priceMinor, outcome, note }) => (
        <div key={competitor.id} className={classes['line']}>
          <span>{competitor.title}</span>
          <b className="cd-num">{priceMinor === null ? '—' : format.money(priceMinor, parts.currency)}</b>
          <Select
            aria-label={t('deals:screens.outcome')}
            disabled={!canEdit}
            w={150}
            allowDeselect={false}
            value={outcome}
            data={competitorOutcomes.map((value) => ({ value, label: t(`deals:choices.dealCompetitor.outcome.${value}`) }))}
            onChange={(next) =>
              set.mutate(
                {
                  partId: competitor.id,
                  body: { priceMinor, note, outcome: competitorOutcomes.find((value) => value === next) ?? outcome },
                },
                { onError: showProblem },
              )
            }
          />
          {canEdit ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('deals:screens.removeCompetitor', { name: competitor.title })}
              onClick={() => remove.mutate(competitor.id, { onError: showProblem })}
            >
              <IconX size={16} />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      {parts.competitors.length === 0 ? (
        <EmptyState title={t('deals:screens.noCompetitors')} hint={t('deals:screens.noCompetitorsHint')} />
      ) : null}
      {canEdit ? <AddCompetitor dealId={dealId} currency={parts.currency} /> : null}
    </Card>
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
