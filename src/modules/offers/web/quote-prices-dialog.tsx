import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseAmount } from '../../../platform/money.ts';
import { amountTimes } from '../../../platform/ratio.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PercentInput } from '../../../web/ui/number-fields.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type Method, methods } from '../../catalogue/strategies/data/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import { type AskedLine, type LineStrategies, maximumAskedLines } from '../strategies/contract.ts';
import { pricedByWay } from '../strategies/choosing/rules.ts';
import { startInputs } from '../strategies/starting/rules.ts';
import { marginOf, withCreditCosts } from '../totals/margins/rules.ts';
import { totalsOf } from '../totals/rules.ts';
import { lineRatio } from '../units/rules.ts';
import { type Draft, patchLine } from './draft.ts';
import classes from './four-prices.module.css';
import type { DraftEditor } from './use-draft.ts';
import { askedLine, useStrategies } from './use-strategies.ts';

interface QuotePricesDialogProps {
  document: QuoteDocument;
  editor: DraftEditor;
  isOpen: boolean;
  onClose: () => void;
}

/** The four ways for all lines of a quote at once: one of them, or for each line the one that fits. */
export function QuotePricesDialog(props: QuotePricesDialogProps) {
  const { t } = useTranslation();
  const { isOpen, onClose } = props;
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('offers:ways.all')}
      size="min(1120px, 96vw)"
      fullScreen={isPhone}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {isOpen ? <QuotePrices {...props} /> : null}
    </Modal>
  );
}

/** Said once for all lines; what is left out is each product's own. */
interface Said {
  shareBp: number | null;
  markupBp: number | null;
  premiumBp: number | null;
}

type Way = Method | 'recommended';

/** What was found for lines, and what was asked. */
interface Comparison {
  found: ReadonlyMap<string, LineStrategies>;
  asked: ReadonlyMap<string, AskedLine>;
}

/** The quote with its lines at the prices of a way, and how many of them it reaches. */
function pricedDraft(draft: Draft, { found, asked }: Comparison, way: Way, on: string): [Draft, number] {
  let reached = 0;
  const { content } = draft;
  const made = content.lines.reduce((priced, line) => {
    const [compared, said] = [found.get(line.id), asked.get(line.id)];
    const method = way === 'recommended' ? (compared?.recommended.method ?? null) : way;
    if (!compared || !said || method === null) return priced;
    const change = pricedByWay(line, compared, method, { ...said, currency: content.currency, on });
    if (change === null) return priced;
    reached += 1;
    return patchLine(priced, line.id, change);
  }, draft);
  return [made, reached];
}

function QuotePrices({ document, editor, onClose }: QuotePricesDialogProps) {
  const { t } = useTranslation();
  const on = useFormat().today();
  const [said, setSaid] = useState<Said>({ shareBp: null, markupBp: null, premiumBp: null });
  const { content } = editor.draft;
  const lines = useMemo(() => {
    const gone = new Set(document.products.map(({ lineId }) => lineId));
    return content.lines
      .filter(({ id, kind, name }) => kind === 'item' && name !== '' && !gone.has(id))
      .slice(0, maximumAskedLines)
      .map((line) => askedLine(line, content.currency, { ...startInputs(line, []), ...said }));
  }, [content, document.products, said]);
  const query = useStrategies(document.quote.id, content, lines);
  const found = useMemo(() => new Map(query.data?.data.map((one) => [one.lineId, one])), [query.data]);
  const choose = (way: Way): void => {
    const [next, reached] = pricedDraft(editor.draft, { found, asked: query.data?.asked ?? new Map() }, way, on);
    editor.change(() => next);
    showDone(t('offers:ways.allChosen', { count: reached }));
    onClose();
  };
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={classes['stack']} aria-busy={query.isFetching}>
      <p className={classes['advice']}>{t('offers:ways.allAbout')}</p>
      <SaidFields said={said} seesCost={document.revision.costs !== null} onChange={setSaid} />
      {query.data ? (
        <Sheet document={document} draft={editor.draft} found={found} asked={query.data.asked} onChoose={choose} />
      ) : (
        <Skeleton height={240} />
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button disabled={!query.data} onClick={() => choose('recommended')}>
          {t('offers:ways.takeRecommended')}
        </Button>
      </Group>
    </div>
  );
}

function SaidFields({ said, seesCost, onChange }: { said: Said; seesCost: boolean; onChange: (said: Said) => void }) {
  const { t } = useTranslation();
  const field = (key: keyof Said, label: string) => (
    <PercentInput
      label={label}
      placeholder={t('offers:ways.asProduct')}
      value={said[key]}
      onChange={(value) => onChange({ ...said, [key]: value })}
    />
  );
  return (
    <div className={classes['controls']}>
      {field('shareBp', t('offers:ways.share'))}
      {seesCost ? field('markupBp', t('offers:ways.markup')) : null}
      {field('premiumBp', t('offers:ways.premium'))}
    </div>
  );
}

interface SheetProps extends Comparison {
  document: QuoteDocument;
  draft: Draft;
  onChoose: (way: Way) => void;
}

function Sheet({ document, draft, found, asked, onChoose }: SheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { content } = draft;
  const { currency } = content;
  const seesCost = document.revision.costs !== null;
  const rows = content.lines.filter(({ id }) => found.has(id));
  return (
    <div className={classes['sheet']}>
      <table>
        <thead>
          <tr>
            <th>{t('offers:columns.name')}</th>
            <th>{t('offers:ways.now')}</th>
            {methods.map((method) => (
              <th key={method}>
                {t(`offers:ways.${method}.name`)}
                <br />
                <Button
                  size="compact-xs"
                  variant="default"
                  mt={4}
                  disabled={
                    ![...found.values()].some(({ strategies }) => strategies.some((one) => one.method === method && one.isUsable))
                  }
                  aria-label={t('offers:ways.chooseAll', { way: t(`offers:ways.${method}.name`) })}
                  onClick={() => onChoose(method)}
                >
                  {t('offers:ways.choose')}
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.id}>
              <td>{line.name}</td>
              <td>
                <PriceNow line={line} currency={currency} />
              </td>
              {found.get(line.id)?.strategies.map((way) => (
                <td key={way.method} data-best={found.get(line.id)?.recommended.method === way.method || undefined}>
                  {way.isUsable && way.priceMinor !== null
                    ? format.money(amountTimes(way.priceMinor, lineRatio(line)), currency)
                    : '—'}
                  {way.marginBp === null ? null : <small>{format.basisPoints(way.marginBp, 1)}</small>}
                  {way.isUnderFloor ? <small>{t('offers:ways.underFloorShort')}</small> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <SheetFoot draft={draft} found={found} asked={asked} seesCost={seesCost} />
      </table>
    </div>
  );
}

/** What a piece costs now; one that no amount of the currency says stands as it was typed. */
function PriceNow({ line: { unitPrice, conversion, unit }, currency }: { line: QuoteLine; currency: string }) {
  const format = useFormat();
  const price = parseAmount(unitPrice, currency);
  return `${price.ok ? format.money(price.value, currency) : `${currency} ${unitPrice}`}${conversion ? ` / ${unit ?? ''}` : ''}`;
}

/** What the quote comes to, net, by each way; lines that a way does not reach stay as they are. */
function SheetFoot({ draft, found, asked, seesCost }: Pick<SheetProps, 'draft' | 'found' | 'asked'> & { seesCost: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const on = format.today();
  const sums = useMemo(
    () =>
      [draft, ...methods.map((method) => pricedDraft(draft, { found, asked }, method, on)[0])].map(({ content, costs }) => {
        const totals = totalsOf(content);
        const margin = seesCost ? marginOf(content, totals, withCreditCosts(content, costs)) : null;
        return { netMinor: totals.netMinor, marginBp: margin?.marginBp ?? null };
      }),
    [draft, found, asked, on, seesCost],
  );
  return (
    <tfoot>
      <tr>
        <td>{t('offers:totals.net')}</td>
        {sums.map(({ netMinor, marginBp }, index) => (
          <td key={index}>
            {format.money(netMinor, draft.content.currency)}
            {marginBp === null ? null : <small>{format.basisPoints(marginBp, 1)}</small>}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
