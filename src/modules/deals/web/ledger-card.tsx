import { Button, Group, SegmentedControl, Select, Skeleton, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { concessionKinds, concessionSides, type ConcessionTotals } from '../concessions/contract.ts';
import { lastRound } from '../concessions/rules.ts';
import { LedgerEntry } from './ledger-entry.tsx';
import classes from './negotiation.module.css';
import { useAddConcession, useLedger } from './queries.ts';
import { WalkAwayLine } from './walk-away.tsx';

interface LedgerCardProps {
  dealId: string;
  canEdit: boolean;
}

/** What the customer asked and what we gave for what, round by round, with what it comes to. */
export function LedgerCard({ dealId, canEdit }: LedgerCardProps) {
  const { t } = useTranslation();
  const query = useLedger(dealId);
  const ledger = query.data;
  const [begun, setBegun] = useState(1);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!ledger)
    return (
      <Card title={t('deals:ledger.title')}>
        <Skeleton height={44} m={16} />
      </Card>
    );
  const last = lastRound(ledger.data);
  const round = Math.max(last, begun);
  const rounds = [...Map.groupBy(ledger.data, (entry) => entry.round)];
  const mayBegin = canEdit && ledger.data.some((entry) => entry.round === round) && round < 50;
  return (
    <Card
      title={t('deals:ledger.title')}
      aside={
        mayBegin ? (
          <Button variant="subtle" size="compact-sm" onClick={() => setBegun(round + 1)}>
            {t('deals:ledger.newRound')}
          </Button>
        ) : null
      }
    >
      {ledger.seesWalkAway ? <WalkAwayLine dealId={dealId} ledger={ledger} canEdit={canEdit} /> : null}
      {canEdit ? <QuickEntry dealId={dealId} currency={ledger.currency} round={round} /> : null}
      {rounds.map(([number, entries]) => (
        <section key={number} aria-label={t('deals:ledger.round', { number })}>
          <h3 className={classes['round']}>{t('deals:ledger.round', { number })}</h3>
          {entries.map((entry) => (
            <LedgerEntry key={entry.id} dealId={dealId} entry={entry} canEdit={canEdit} />
          ))}
        </section>
      ))}
      {ledger.data.length === 0 ? <EmptyState title={t('deals:ledger.none')} hint={t('deals:ledger.noneHint')} /> : null}
      {ledger.totals.gives > 0 ? <Totals totals={ledger.totals} /> : null}
    </Card>
  );
}

function Totals({ totals }: { totals: ConcessionTotals }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = totals;
  const facts = [
    { key: 'given', minor: totals.givenMinor },
    { key: 'margin', minor: totals.marginMinor },
    { key: 'got', minor: totals.gotMinor },
    { key: 'net', minor: totals.netMinor },
  ];
  return (
    <dl className={classes['totals']}>
      {facts.map(({ key, minor }) => (
        <div key={key}>
          <dt>{t(`deals:ledger.totals.${key}`)}</dt>
          <dd className="cd-num">{format.money(minor, currency)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface QuickEntryProps {
  dealId: string;
  currency: string;
  round: number;
}

function QuickEntry({ dealId, currency, round }: QuickEntryProps) {
  const { t } = useTranslation();
  const add = useAddConcession(dealId);
  const [side, setSide] = useState<(typeof concessionSides)[number]>('ask');
  const [kind, setKind] = useState<(typeof concessionKinds)[number]>('discount');
  const [text, setText] = useState('');
  const [valueMinor, setValue] = useState<number | null>(null);
  const clear = (): void => {
    setText('');
    setValue(null);
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '' || Number.isNaN(valueMinor)) return;
    add.mutate({ side, kind, text: text.trim(), valueMinor, round }, { onSuccess: clear, onError: showProblem });
  };
  return (
    <form className={classes['quickGive']} onSubmit={handleSubmit}>
      <SegmentedControl
        size="sm"
        aria-label={t('deals:fields.concession.side')}
        data={concessionSides.map((value) => ({ value, label: t(`deals:choices.concession.side.${value}`) }))}
        value={side}
        onChange={(next) => setSide(concessionSides.find((known) => known === next) ?? side)}
      />
      <Select
        aria-label={t('deals:fields.concession.kind')}
        data={concessionKinds.map((value) => ({ value, label: t(`deals:choices.concession.kind.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(next) => setKind(concessionKinds.find((known) => known === next) ?? kind)}
      />
      <TextInput
        aria-label={t('deals:fields.concession.text')}
        placeholder={t(`deals:ledger.hint.${side}`)}
        value={text}
        maxLength={2000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap={8} wrap="nowrap" className={classes['last'] ?? ''}>
        <MoneyInput
          aria-label={t('deals:fields.concession.valueMinor')}
          placeholder={t('deals:ledger.worth')}
          currency={currency}
          value={valueMinor}
          onChange={setValue}
        />
        <Button type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
          {t('deals:ledger.log')}
        </Button>
      </Group>
    </form>
  );
}
