import { Modal, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseAmount } from '../../../platform/money.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Method } from '../../catalogue/strategies/data/contract.ts';
import { sizeText } from '../../catalogue/units/rules.ts';
import type { QuoteLine } from '../content/contract.ts';
import type { LineStrategies, StrategyInputs } from '../strategies/contract.ts';
import { pricedByWay } from '../strategies/choosing/rules.ts';
import { startInputs } from '../strategies/starting/rules.ts';
import { discountText } from './cells.ts';
import { patchLine } from './draft.ts';
import classes from './four-prices.module.css';
import type { DraftEditor } from './use-draft.ts';
import { askedLine, useStrategies } from './use-strategies.ts';
import { WayColumn } from './way-column.tsx';
import { useWinWords } from './way-words.ts';

interface FourPricesDialogProps {
  quoteId: string;
  editor: DraftEditor;
  lineId: string | null;
  isOpen: boolean;
  onClose: () => void;
}

/** The four ways to the price of a line side by side; one of them is chosen. */
export function FourPricesDialog({ quoteId, editor, lineId, isOpen, onClose }: FourPricesDialogProps) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const line = editor.draft.content.lines.find(({ id }) => id === lineId);
  return (
    <Modal
      opened={isOpen && line !== undefined}
      onClose={onClose}
      title={t('offers:ways.title', { name: line?.name ?? '' })}
      size="min(1240px, 96vw)"
      fullScreen={isPhone}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {isOpen && line ? <FourPrices quoteId={quoteId} editor={editor} line={line} onClose={onClose} /> : null}
    </Modal>
  );
}

interface FourPricesProps extends Pick<FourPricesDialogProps, 'quoteId' | 'editor' | 'onClose'> {
  line: QuoteLine;
}

function FourPrices({ quoteId, editor, line, onClose }: FourPricesProps) {
  const { t } = useTranslation();
  const { content } = editor.draft;
  const { currency } = content;
  const [inputs, setInputs] = useState<StrategyInputs>(() => startInputs(line, content.values));
  const lines = useMemo(() => [askedLine(line, currency, inputs)], [line, currency, inputs]);
  const found = useStrategies(quoteId, content, lines);
  const on = useFormat().today();
  const compared = found.data?.data[0];
  const choose = (method: Method): void => {
    const asked = found.data?.asked.get(line.id);
    const change = compared && asked ? pricedByWay(line, compared, method, { ...asked, currency, on }) : null;
    if (change === null) return;
    editor.change((draft) => patchLine(draft, line.id, change));
    onClose();
  };
  if (found.error && !compared) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!compared) return <Skeleton height={320} />;
  return (
    <div className={classes['stack']} aria-busy={found.isFetching}>
      <NowStrip line={line} compared={compared} currency={currency} />
      <Advice compared={compared} line={line} currency={currency} />
      {line.conversion ? (
        <p className={classes['advice']}>
          {t('offers:ways.ofOwnUnit', { size: sizeText(line) ?? '', own: line.conversion.base ?? '', unit: line.unit ?? '' })}
        </p>
      ) : null}
      <div className={classes['ways']}>
        {compared.strategies.map((way) => (
          <WayColumn
            key={way.method}
            way={way}
            compared={compared}
            inputs={inputs}
            currency={currency}
            onInputs={(change) => setInputs((before) => ({ ...before, ...change }))}
            onChoose={() => choose(way.method)}
          />
        ))}
      </div>
    </div>
  );
}

/** What the line asks now, and what the catalogue would. */
function NowStrip({ line, compared, currency }: { line: QuoteLine; compared: LineStrategies; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const winWords = useWinWords();
  const asked = compared.price?.unitPriceMinor ?? null;
  const now = parseAmount(line.unitPrice, currency);
  const { range, paidMinor, marginBp } = compared;
  const margin = marginBp === null ? null : { margin: format.basisPoints(marginBp, 1) };
  return (
    <dl className={classes['now']}>
      <div>
        <dt>{t('offers:ways.now')}</dt>
        <dd className="cd-num">
          {now.ok ? format.money(now.value, currency) : `${currency} ${line.unitPrice}`}
          {line.conversion ? ` / ${line.unit ?? ''}` : ''}
          {line.discount ? ` − ${discountText(line.discount, currency)}` : ''}
        </dd>
        {margin ? <dd>{t(line.discount ? 'offers:ways.marginBefore' : 'offers:ways.margin', margin)}</dd> : null}
        <dd>{winWords(compared.winRate)}</dd>
      </div>
      {asked === null ? null : (
        <div>
          <dt>{t('offers:ways.catalogue')}</dt>
          <dd className="cd-num">{format.money(asked, currency)}</dd>
        </div>
      )}
      {range === null ? null : (
        <div>
          <dt>{t('offers:ways.acceptable', { count: range.n })}</dt>
          <dd className="cd-num">
            {format.money(range.leastMinor, currency)} – {format.money(range.mostMinor, currency)}
          </dd>
        </div>
      )}
      {paidMinor === null ? null : (
        <div>
          <dt>{t('offers:ways.paid')}</dt>
          <dd className="cd-num">{format.money(paidMinor, currency)}</dd>
        </div>
      )}
    </dl>
  );
}

/** Which way fits, and why. */
function Advice({ compared: { recommended }, line, currency }: { compared: LineStrategies; line: QuoteLine; currency: string }) {
  const { t } = useTranslation();
  const { method, reason } = recommended;
  return (
    <p className={classes['advice']} role="status">
      {method === null ? null : <b>{t('offers:ways.fits', { way: t(`offers:ways.${method}.name`) })} </b>}
      {t(`offers:ways.reasons.${reason}`)}
      {line.discount ? ` ${t('offers:ways.discountGoes', { discount: discountText(line.discount, currency) })}` : ''}
    </p>
  );
}
