import { Checkbox } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { useFormat } from '../../../web/use-format.ts';
import {
  differenceOf,
  type LineDifference,
  type LineSide,
  type MoneyDifference,
  type PartDifference,
} from '../comparing/rules.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import { useLineFacts } from './line-facts.ts';
import { usePartText } from './part-text.ts';
import classes from './quote.module.css';

/** Two revisions side by side: money, lines, terms and words. What is the same is left out unless asked for. */
export function CompareView({ before, after }: { before: QuoteDocument; after: QuoteDocument }) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const { lines, money, parts } = useMemo(() => differenceOf(before.revision, after.revision), [before, after]);
  const shown = showsAll ? lines : lines.filter(({ change }) => change !== 'same');
  const numbers = { old: before.revision.number, now: after.revision.number };
  const names = new Map([before, after].flatMap(({ revision }) => revision.content.lines.map(({ id, name }) => [id, name])));
  const nameOf = (id: string): string => names.get(id) ?? '';
  const currencies = [before.revision.content.currency, after.revision.content.currency] as const;
  return (
    <div className={classes['parts']}>
      <Card title={t('offers:compare.money')}>
        <BothColumns {...numbers} isEmpty={money.length === 0} isNumeric>
          {money.map((sum) => (
            <MoneyRow key={sum.key + (sum.name ?? '')} sum={sum} currencies={currencies} />
          ))}
        </BothColumns>
      </Card>
      <Card
        title={t('offers:compare.lines')}
        aside={
          <Checkbox
            label={t('offers:compare.all')}
            checked={showsAll}
            onChange={(event) => setShowsAll(event.currentTarget.checked)}
          />
        }
      >
        <BothColumns {...numbers} isEmpty={shown.length === 0}>
          {shown.map((line) => (
            <LineRows key={line.id} difference={line} currencies={currencies} nameOf={nameOf} />
          ))}
        </BothColumns>
      </Card>
      {parts.length > 0 ? (
        <Card title={t('offers:compare.words')}>
          <BothColumns {...numbers} isEmpty={false}>
            {parts.map((part) => (
              <PartRow key={part.key} part={part} />
            ))}
          </BothColumns>
        </Card>
      ) : null}
    </div>
  );
}

interface BothColumnsProps {
  old: number;
  now: number;
  isEmpty: boolean;
  /** Whether figures stand in the columns. */
  isNumeric?: boolean;
  children: ReactNode;
}

function BothColumns({ old, now, isEmpty, isNumeric = false, children }: BothColumnsProps) {
  const { t } = useTranslation();
  const numeric = { 'data-numeric': isNumeric || undefined };
  return (
    <table className={classes['compare']}>
      <thead>
        <tr>
          <th scope="col" style={{ width: '20%' }}>
            {t('offers:compare.what')}
          </th>
          <th scope="col" {...numeric}>
            {t('offers:screens.revisionNo', { number: old })}
          </th>
          <th scope="col" {...numeric}>
            {t('offers:screens.revisionNo', { number: now })}
          </th>
        </tr>
      </thead>
      <tbody>
        {children}
        {isEmpty ? (
          <tr>
            <td colSpan={3}>{t('offers:compare.nothing')}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

interface MoneyRowProps {
  sum: MoneyDifference;
  currencies: readonly [string, string];
}

function MoneyRow({ sum: { key, name, before, after }, currencies: [old, now] }: MoneyRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = after - before;
  return (
    <tr>
      <th scope="row">{name ?? t(`offers:compare.sums.${key}`)}</th>
      <td className="cd-num">{format.money(before, old)}</td>
      <td className="cd-num" data-change="changed">
        {format.money(after, now)}{' '}
        {old === now ? (
          <small className={classes['whole']}>{`(${change > 0 ? '+' : ''}${format.money(change, now)})`}</small>
        ) : null}
      </td>
    </tr>
  );
}

interface Reading {
  currency: string;
  nameOf: (id: string) => string;
}

interface LineRowsProps {
  difference: LineDifference;
  currencies: readonly [string, string];
  nameOf: Reading['nameOf'];
}

function LineRows({ difference, currencies: [old, now], nameOf }: LineRowsProps) {
  const { t } = useTranslation();
  const { change, before, after, cells } = difference;
  return (
    <tr>
      <th scope="row">{t(`offers:compare.changes.${change}`)}</th>
      <td data-change={change === 'removed' ? 'removed' : undefined}>
        {before ? <LineText side={before} cells={cells} reading={{ currency: old, nameOf }} /> : null}
      </td>
      <td data-change={change === 'added' || change === 'changed' ? change : undefined}>
        {after ? <LineText side={after} cells={cells} reading={{ currency: now, nameOf }} /> : null}
      </td>
    </tr>
  );
}

function LineText({ side, cells, reading }: { side: LineSide; cells: readonly string[]; reading: Reading }) {
  const factsOf = useLineFacts(reading);
  const { line } = side;
  const mark = (key: string, text: string) => (cells.includes(key) ? <b>{text}</b> : <span>{text}</span>);
  const words = (['note', 'names', 'notes'] as const).flatMap((key) => {
    const text = line[key];
    return cells.includes(key)
      ? [[key, typeof text === 'string' ? text : Object.values(text ?? {}).join(' · ') || '—'] as const]
      : [];
  });
  return (
    <>
      {mark('name', line.name)}
      {line.kind === 'item' ? (
        <div className={classes['sub']}>
          {factsOf(side, cells).map(([key, text]) => (
            <span key={key}>{mark(key, text)}</span>
          ))}
        </div>
      ) : null}
      {words.map(([key, text]) => (
        <div key={key} className={classes['original']}>
          {mark(key, text)}
        </div>
      ))}
    </>
  );
}

function PartRow({ part }: { part: PartDifference }) {
  const { t } = useTranslation();
  const partText = usePartText();
  const text = (value: unknown) => <span style={{ whiteSpace: 'pre-line' }}>{partText(part.key, value)}</span>;
  return (
    <tr>
      <th scope="row">{t(`offers:parts.${part.key}`)}</th>
      <td>{text(part.before)}</td>
      <td data-change="changed">{text(part.after)}</td>
    </tr>
  );
}
