import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../web/ui/avatar.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Kpis } from '../contract.ts';
import { minorOf } from './amounts.ts';
import classes from './dashboard.module.css';
import { onlyWon } from './drills.ts';
import { useDrill } from './use-dashboard-state.ts';

const splits = ['owner', 'team', 'product', 'source', 'industry'] as const;
type Split = (typeof splits)[number];

interface Row {
  key: string;
  name: string;
  sub: string | null;
  won: number;
  lost: number;
  winRate: number | null;
  cycleDays: number | null;
  revenue: string;
  deals: string;
}

const shown = 10;

function useRows(kpis: Kpis, split: Split): Row[] {
  const { t } = useTranslation();
  const none = t(`insights:split.none.${split}`);
  const row = (
    id: string | null | undefined,
    name: string | null | undefined,
    rest: Omit<Row, 'key' | 'name' | 'sub'>,
    sub: string | null = null,
  ): Row => ({ ...rest, key: id ?? 'none', name: name ?? none, sub });
  switch (split) {
    case 'owner':
      return kpis.byOwner.map((each) => row(each.owner?.id, each.owner?.name, each, each.team));
    case 'team':
      return kpis.byTeam.map((each) => row(each.team?.id, each.team?.name, each));
    case 'product':
      return kpis.byProduct.map((each) => row(each.product?.id, each.product?.name, each));
    case 'source':
      return kpis.bySource.map((each) => row(each.source, each.source, each));
    case 'industry':
      return kpis.byIndustry.map((each) => row(each.industry, each.industry, each));
  }
}

/** Who and what brings the revenue: by seller, team, product, source or industry. */
export function SplitTable({ kpis }: { kpis: Kpis }) {
  const { t } = useTranslation();
  const drill = useDrill();
  const [split, setSplit] = useState<Split>('owner');
  const [isWhole, setWhole] = useState(false);
  const rows = useRows(kpis, split);
  const choices = splits.map((value) => ({ value, label: t(`insights:split.by.${value}`) }));
  return (
    <Card
      title={t(`insights:split.title.${split}`)}
      aside={
        <SegmentedControl
          size="xs"
          className={classes['splits'] ?? ''}
          data={choices}
          value={split}
          onChange={(value) => setSplit(splits.find((each) => each === value) ?? 'owner')}
          aria-label={t('insights:split.label')}
        />
      }
    >
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t(`insights:split.title.${split}`)}>
        <table className={classes['table']}>
          <thead>
            <SplitHead split={split} />
          </thead>
          <tbody>
            {rows.slice(0, isWhole ? rows.length : shown).map((each) => (
              <SplitRow key={each.key} each={each} split={split} currency={kpis.revenue.currency} onOpen={drill} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown ? (
        <div className={classes['more']}>
          <Button variant="subtle" size="compact-sm" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('insights:split.fewer') : t('insights:split.all', { count: rows.length })}
          </Button>
        </div>
      ) : null}
      {rows.length === 0 ? (
        <p className={classes['note']} style={{ padding: '0 16px 12px' }}>
          {t('insights:noClosed')}
        </p>
      ) : null}
    </Card>
  );
}

interface SplitRowProps {
  each: ReturnType<typeof useRows>[number];
  split: Split;
  currency: string;
  onOpen: (filter: string) => void;
}

function SplitRow({ each, split, currency, onOpen }: SplitRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const won = format.number(each.won);
  const revenue = format.moneyBrief(minorOf(each.revenue, currency), currency);
  const openWon = (): void => onOpen(onlyWon(each.deals));
  return (
    <tr>
      <th scope="row">
        <button type="button" onClick={() => onOpen(each.deals)}>
          {split === 'owner' ? <Avatar name={each.name} size={22} /> : null}
          <span>{each.name}</span>
        </button>
      </th>
      {split === 'owner' ? <td className={classes['team'] ?? ''}>{each.sub}</td> : null}
      <td>
        <button type="button" onClick={openWon} aria-label={t('insights:split.wonOf', { name: each.name, won })}>
          <span>{won}</span>
        </button>
      </td>
      <td>{each.winRate === null ? '–' : format.percent(each.winRate)}</td>
      <td className={classes['cycle'] ?? ''}>{each.cycleDays === null ? '–' : format.daysShort(Math.round(each.cycleDays))}</td>
      <td>
        <button type="button" onClick={openWon} aria-label={t('insights:split.revenueOf', { name: each.name, revenue })}>
          <span>{revenue}</span>
        </button>
      </td>
    </tr>
  );
}

function SplitHead({ split }: { split: Split }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="col">{t(`insights:split.head.${split}`)}</th>
      {split === 'owner' ? (
        <th scope="col" className={classes['team'] ?? ''}>
          {t('insights:split.head.team')}
        </th>
      ) : null}
      <th scope="col">{t('insights:split.won')}</th>
      <th scope="col">{t('insights:kpis.winRate')}</th>
      <th scope="col" className={classes['cycle'] ?? ''}>
        {t('insights:split.cycle')}
      </th>
      <th scope="col">{t('insights:kpis.revenue')}</th>
    </tr>
  );
}
