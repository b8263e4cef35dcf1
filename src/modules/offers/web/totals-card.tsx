import { Button, TextInput, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import { convertAmount } from '../../../platform/money.ts';
import type { QuoteLine } from '../content/contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import { promotedMinor } from '../promotions/rules.ts';
import type { Margin, Totals } from '../totals/contract.ts';
import { termsOf } from '../totals/lines/rules.ts';
import { discountText, readDiscount } from './cells.ts';
import { withContent } from './draft.ts';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

interface TotalsCardProps {
  revision: Pick<QuoteDocument['revision'], 'rate' | 'rateNow'>;
  editor: DraftEditor;
  totals: Totals;
  margin: Margin | null;
  canEdit: boolean;
  /** Opens the promotions; left out where nothing may be changed. */
  onPromotions?: (() => void) | undefined;
}

/** What the lines come to. */
export function TotalsCard({ revision, editor, totals, margin, canEdit, onPromotions }: TotalsCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, isTaxIncluded, promotions = [] } = editor.draft.content;
  const promoted = totals.promotions ?? [];
  const ownMinor = totals.discountMinor - promotedMinor(promoted);
  const money = (minor: number): string => format.money(minor, currency);
  const row = (key: string, label: string, value: string, isStrong = false) => (
    <div key={key} className={classes['sum']} data-strong={isStrong || undefined}>
      <dt>{label}</dt>
      <dd className="cd-num">{value}</dd>
    </div>
  );
  return (
    <dl className={classes['totals']} aria-label={t('offers:screens.totals')}>
      {totals.discountMinor !== 0 || canEdit ? row('subtotal', t('offers:totals.subtotal'), money(totals.subtotalMinor)) : null}
      {promotions.map(({ id, name }) => {
        const amountMinor = promoted.find((one) => one.id === id)?.amountMinor ?? 0;
        return row(id, name, money(-amountMinor || 0));
      })}
      {onPromotions ? <PromotionsRow count={promotions.length} onOpen={onPromotions} /> : null}
      {canEdit ? <DiscountRow editor={editor} discountMinor={ownMinor} /> : null}
      {!canEdit && ownMinor !== 0 ? row('discount', t('offers:totals.discount'), money(-ownMinor)) : null}
      {row('net', t('offers:totals.net'), money(totals.netMinor))}
      {totals.rates.map(({ taxBp, taxMinor }) =>
        row(
          `tax${taxBp}`,
          t(isTaxIncluded ? 'offers:totals.taxIncluded' : 'offers:totals.tax', { rate: format.basisPoints(taxBp) }),
          money(taxMinor),
        ),
      )}
      {totals.cashRoundingMinor === 0 ? null : row('cash', t('offers:totals.cashRounding'), money(totals.cashRoundingMinor))}
      {row('total', t('offers:totals.total'), money(totals.totalMinor), true)}
      <Exchange {...revision} totalMinor={totals.totalMinor} currency={currency} />
      {totals.perPeriod.map(({ period, netMinor }) => row(period, t(`offers:totals.per.${period}`), money(netMinor)))}
      <ContractValue totals={totals} lines={editor.draft.content.lines} money={money} />
      {margin && (margin.lines.length > 0 || canEdit) ? (
        <div className={classes['sum']} data-margin>
          <dt>
            {margin.unknown > 0 && margin.marginBp !== null
              ? t('offers:totals.marginKnown', { count: margin.unknown })
              : t('offers:totals.margin')}
          </dt>
          <dd className="cd-num">{marginText(margin, t('offers:totals.noCost'), money, (bp) => format.basisPoints(bp, 1))}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** The margin with its share of the net; without one where nothing is left to be a share of. */
function marginText(
  { costMinor, marginMinor, marginBp }: Margin,
  unknown: string,
  money: (minor: number) => string,
  share: (bp: number) => string,
): string {
  if (marginBp !== null) return `${money(marginMinor)} · ${share(marginBp)}`;
  return costMinor === 0 && marginMinor === 0 ? unknown : money(marginMinor);
}

interface ContractValueProps {
  totals: Totals;
  lines: readonly QuoteLine[];
  money: (minor: number) => string;
}

/** What a quote with something that recurs is worth: in its first year, by year, and as a whole. */
function ContractValue({ totals, lines, money }: ContractValueProps) {
  const { t } = useTranslation();
  const { acvMinor, annualMinor, netMinor, oneOffMinor, recurringMinor } = totals;
  const counted = new Set(totals.lines.flatMap(({ id, isCounted }) => (isCounted ? id : [])));
  const [count] = termsOf(lines.map(({ id, charge }) => ({ charge, isCounted: counted.has(id) })));
  if (count === undefined) return null;
  const parts = { count, oneOff: money(oneOffMinor), recurring: money(recurringMinor) };
  return (
    <>
      {acvMinor === annualMinor ? null : (
        <div className={classes['sum']}>
          <dt>{t('offers:totals.annual')}</dt>
          <dd className="cd-num">{money(annualMinor)}</dd>
        </div>
      )}
      {acvMinor === undefined ? null : (
        <Explained name={t('offers:totals.acv')} value={money(acvMinor)} hint={t('offers:totals.acvHint')} />
      )}
      <Explained name={t('offers:totals.tcv')} value={money(netMinor)} hint={t('offers:totals.tcvHint', parts)} />
    </>
  );
}

/** A sum with how it is worked out. */
function Explained({ name, value, hint }: { name: string; value: string; hint: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes['sum']}>
      <dt>
        {name}{' '}
        <Tooltip label={hint} multiline w={300} events={{ hover: true, focus: true, touch: true }}>
          <button type="button" className={classes['info']} aria-label={t('offers:totals.meaning', { name })}>
            <IconInfoCircle size={14} />
          </button>
        </Tooltip>
      </dt>
      <dd className="cd-num">{value}</dd>
    </div>
  );
}

/** Opens the promotions, and says how many were taken. */
function PromotionsRow({ count, onOpen }: { count: number; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes['sum']}>
      <dt>
        <Button variant="transparent" size="compact-sm" p={0} onClick={onOpen}>
          {t('offers:promotions.title')}
        </Button>
      </dt>
      <dd className={classes['quiet']}>
        {count === 0 ? t('offers:promotions.noneTaken') : t('offers:promotions.taken', { count })}
      </dd>
    </div>
  );
}

interface ExchangeProps {
  rate: QuoteDocument['revision']['rate'];
  rateNow: string | null;
  totalMinor: number;
  currency: string;
}

/** What the total is in the workspace's currency at the rate that holds for the quote, and what today's rate would make of it. */
function Exchange({ rate, rateNow, totalMinor, currency }: ExchangeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency: base } = usePlace();
  if (rate === null) return null;
  const thenMinor = convertAmount(totalMinor, currency, base, rate.rate);
  const nowMinor = rateNow === null ? thenMinor : convertAmount(totalMinor, currency, base, rateNow);
  return (
    <>
      <div className={classes['sum']}>
        <dt>{t('offers:totals.atRate', { currency: base, rate: rate.rate, on: format.day(rate.on) })}</dt>
        <dd className="cd-num">{format.money(thenMinor, base)}</dd>
      </div>
      {nowMinor === thenMinor || rateNow === null ? null : (
        <div className={classes['sum']}>
          <dt>{t('offers:totals.exchangeDifference', { rate: rateNow })}</dt>
          <dd className="cd-num">{format.money(nowMinor - thenMinor, base)}</dd>
        </div>
      )}
    </>
  );
}

/** The discount on the whole, typed as a share or an amount. */
function DiscountRow({ editor, discountMinor }: { editor: DraftEditor; discountMinor: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, discount } = editor.draft.content;
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? discount : readDiscount(typed, currency);
  const settle = (): void => {
    if (typed !== null && read !== undefined) {
      editor.change((draft) => withContent(draft, { discount: read }));
      setTyped(null);
    }
  };
  return (
    <div className={classes['sum']}>
      <dt>
        <label htmlFor="quote-discount">{t('offers:totals.discount')}</label>
      </dt>
      <dd className={classes['discount']}>
        <TextInput
          id="quote-discount"
          size="xs"
          w={96}
          placeholder="5% / -100"
          styles={{ input: { textAlign: 'right' } }}
          value={typed ?? discountText(discount, currency)}
          error={read === undefined}
          title={t('offers:screens.discountHint')}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
          }}
        />
        <span className="cd-num">{format.money(-discountMinor || 0, currency)}</span>
      </dd>
    </div>
  );
}
