import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fewest } from '../../../platform/share-interval.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { KpiQuery } from '../contract.ts';
import type { AnswerFigures, GiveFigures, NegotiationFigures, ObjectionFigures } from '../negotiation/contract.ts';
import classes from './dashboard.module.css';
import { useNegotiation } from './queries.ts';

/** What customers doubted and how it ended; what was given for what. Nothing stands here before something was noted. */
export function NegotiationCards({ query }: { query: KpiQuery }) {
  const { data } = useNegotiation(query);
  if (!data || (data.objections.length === 0 && data.bySeller.length === 0)) return null;
  return (
    <>
      {data.objections.length > 0 ? <Objections objections={data.objections} /> : null}
      {data.answers.length > 0 ? <Answers answers={data.answers} /> : null}
      {data.bySeller.length > 0 ? <Gives figures={data} /> : null}
    </>
  );
}

/** A share with its interval, or that there are too few cases to say. */
function ShareText({ share }: { share: ObjectionFigures['solvedShare'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!share) return <span className={classes['few']}>{t('insights:negotiation.tooFew', { fewest })}</span>;
  const { low, high } = share;
  return (
    <span className={classes['interval']}>
      {format.percent(share.value, 0)}
      <small>{t('insights:negotiation.interval', { low: format.percent(low, 0), high: format.percent(high, 0) })}</small>
    </span>
  );
}

/** A share with the number of cases that it is of. */
function ShareCell({ share, n }: { share: ObjectionFigures['solvedShare']; n: number }) {
  const format = useFormat();
  return (
    <td>
      <ShareText share={share} /> <span className={classes['of']}>n={format.number(n)}</span>
    </td>
  );
}

interface FiguresTableProps {
  label: string;
  /** Head of the first column, where it has a name of its own. */
  first?: string;
  heads: readonly string[];
  children: ReactNode;
}

function FiguresTable({ label, first, heads, children }: FiguresTableProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={label}>
      <table className={classes['table']}>
        <thead>
          <tr>
            {first === undefined ? null : <th scope="col">{first}</th>}
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`insights:negotiation.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Objections({ objections }: { objections: readonly ObjectionFigures[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const heads = ['kind', 'raised', 'solved', 'winRate'] as const;
  return (
    <Card title={t('insights:negotiation.objections')}>
      <FiguresTable label={t('insights:negotiation.objections')} heads={heads}>
        {objections.map(({ kind, raised, closed, solvedShare, won, lost, winRate }) => (
          <tr key={kind}>
            <th scope="row">{t(`deals:choices.objection.kind.${kind}`)}</th>
            <td>{format.number(raised)}</td>
            <ShareCell share={solvedShare} n={closed} />
            <ShareCell share={winRate} n={won + lost} />
          </tr>
        ))}
      </FiguresTable>
    </Card>
  );
}

/** Which answers of the library win: how often each was used, and how that ended. */
function Answers({ answers }: { answers: readonly AnswerFigures[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const heads = ['kind', 'used', 'solved', 'winRate'] as const;
  return (
    <Card title={t('insights:negotiation.answers')}>
      <FiguresTable label={t('insights:negotiation.answers')} first={t('insights:negotiation.head.answer')} heads={heads}>
        {answers.map(({ id, title, kind, used, closed, solvedShare, won, lost, winRate }) => (
          <tr key={id}>
            <th scope="row">
              <Link to="/materials/$id" params={{ id }}>
                {title}
              </Link>
            </th>
            <td>{t(`deals:choices.objection.kind.${kind}`)}</td>
            <td>{format.number(used)}</td>
            <ShareCell share={solvedShare} n={closed} />
            <ShareCell share={winRate} n={won + lost} />
          </tr>
        ))}
      </FiguresTable>
    </Card>
  );
}

const ways = ['bySeller', 'byAccount'] as const;

function Gives({ figures }: { figures: NegotiationFigures }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof ways)[number]>('bySeller');
  const heads = ['deals', 'gives', 'unreturned', 'given', 'margin', 'got', 'net'] as const;
  return (
    <Card
      title={t('insights:negotiation.gives')}
      aside={
        <SegmentedControl
          size="xs"
          className={classes['splits'] ?? ''}
          aria-label={t('insights:split.label')}
          data={ways.map((value) => ({ value, label: t(`insights:negotiation.${value}`) }))}
          value={way}
          onChange={(next) => setWay(ways.find((known) => known === next) ?? way)}
        />
      }
    >
      <FiguresTable label={t('insights:negotiation.gives')} first={t(`insights:negotiation.${way}`)} heads={heads}>
        {figures[way].map((each) => (
          <GiveRow key={each.id ?? 'none'} each={each} currency={figures.currency} />
        ))}
      </FiguresTable>
    </Card>
  );
}

function GiveRow({ each, currency }: { each: GiveFigures; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (minor: number): string => format.moneyBrief(minor, currency);
  return (
    <tr>
      <th scope="row">{each.name ?? t('insights:negotiation.nobody')}</th>
      <td>{format.number(each.deals)}</td>
      <td>{format.number(each.gives)}</td>
      <td>{format.number(each.unreturned)}</td>
      <td>{money(each.givenMinor)}</td>
      <td>{money(each.marginMinor)}</td>
      <td>{money(each.gotMinor)}</td>
      <td>{money(each.netMinor)}</td>
    </tr>
  );
}
