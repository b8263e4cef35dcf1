import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Price } from '../../catalogue/pricing/contract.ts';
import { PriceTrace } from '../../catalogue/web/price-trace.tsx';
import type { QuoteLine } from '../content/contract.ts';
import { atFound, currentWay, isOffList, offeredPrice, tierOf } from '../pricing/rules.ts';
import type { LineView } from './line-view.ts';
import classes from './quote.module.css';
import { WayStory } from './way-story.tsx';

interface LinePriceProps {
  view: Pick<LineView, 'line' | 'price'>;
  currency: string;
}

/** What the catalogue asks for a line, step by step, and whether the line asks something else. */
export function PriceStory({ view: { line, price }, currency }: LinePriceProps) {
  const { t } = useTranslation();
  const way = currentWay(line, currency);
  return (
    <>
      {way === null ? null : <WayStory way={way} currency={currency} />}
      {price ? <CatalogueStory line={line} price={price} currency={currency} /> : null}
      {line.priceReason ? <p className={classes['said']}>{t('offers:reason.said', { text: line.priceReason })}</p> : null}
    </>
  );
}

function CatalogueStory({ line, price, currency }: { line: QuoteLine; price: Price; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = line.foundPriceMinor;
  return (
    <section className={classes['story']} aria-label={t('offers:price.how')}>
      <b>{t('offers:price.how')}</b>
      {price.unitPriceMinor === null ? (
        <p>{t(`catalogue:try.missing.${price.missing ?? 'price'}`)}</p>
      ) : (
        <PriceTrace price={price} />
      )}
      {typeof found === 'number' && isOffList(line, currency) && currentWay(line, currency) === null ? (
        <p>{t('offers:price.offList', { amount: format.money(found, currency) })}</p>
      ) : null}
    </section>
  );
}

/** A small sign beside the price that opens its story; with the keyboard it stands in the details of the line. */
export function PriceSign({ view, currency }: LinePriceProps) {
  const { t } = useTranslation();
  const way = currentWay(view.line, currency);
  if (!view.price && way === null) return null;
  return (
    <Popover position="bottom-end" width={340} withinPortal>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color={way !== null ? 'blue' : isOffList(view.line, currency) ? 'yellow' : 'gray'}
          size={20}
          tabIndex={-1}
          className={classes['sign']}
          aria-label={`${t('offers:price.how')}: ${view.line.name}`}
          onMouseDown={(event) => event.stopPropagation()}
        >
          <IconInfoCircle size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} onMouseDown={(event) => event.stopPropagation()}>
        <PriceStory view={view} currency={currency} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Says of a line that it earns less than it should: what is told before it is sent, as soon as it is so. */
export function UnderTarget() {
  const { t } = useTranslation();
  return (
    <Chip tone="warn" title={t('offers:reason.underTarget')}>
      {t('offers:ways.underTarget')}
    </Chip>
  );
}

/** Says of a line that it has no tax on an invoice whose tax the buyer deducts. */
export function Untaxed() {
  const { t } = useTranslation();
  return (
    <Chip tone="warn" title={t('offers:screens.untaxedHint')}>
      {t('offers:screens.untaxed')}
    </Chip>
  );
}

interface PriceOfferProps extends LinePriceProps {
  onTake: (change: Partial<QuoteLine>) => void;
  /** Whether it can be reached by Tab: in the grid it cannot, as nothing there can. */
  isInGrid?: boolean;
}

/** The price that the catalogue would ask now, to be taken or left. */
export function PriceOffer({ view: { line, price }, currency, onTake, isInGrid = false }: PriceOfferProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const minor = offeredPrice(line, price, currency);
  if (minor === undefined || !price) return null;
  const tier = tierOf(price);
  const amount = format.money(minor, currency);
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      className={classes['offer']}
      tabIndex={isInGrid ? -1 : undefined}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={() => onTake(atFound(line, minor, currency))}
    >
      {tier === null ? t('offers:price.offer', { amount }) : t('offers:price.offerFrom', { quantity: tier, amount })}
    </Button>
  );
}
