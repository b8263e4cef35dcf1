import { Button } from '@mantine/core';
import { IconPackages, IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuoteLine } from '../content/contract.ts';
import { isUnderTarget } from '../pricing/rules.ts';
import { PriceOffer } from './line-price.tsx';
import type { LineView } from './line-view.ts';
import { ReasonField } from './price-reasons.tsx';

interface PriceActionsProps {
  view: Pick<LineView, 'line' | 'price' | 'amounts'>;
  currency: string;
  patch: (change: Partial<QuoteLine>, group?: string) => void;
  onCompare: (() => void) | null;
  onParts: (() => void) | null;
}

/** What may be done about the price: choose what is in it, take the catalogue's, compare the four ways, say why it is another. */
export function PriceActions({ view, currency, patch, onCompare, onParts }: PriceActionsProps) {
  const { t } = useTranslation();
  const { line, price, amounts } = view;
  return (
    <>
      <PriceOffer view={view} currency={currency} onTake={patch} />
      {onParts ? (
        <Button variant="default" leftSection={<IconPackages size={16} />} onClick={onParts}>
          {t('offers:screens.menu.parts')}
        </Button>
      ) : null}
      {onCompare ? (
        <Button variant="default" leftSection={<IconScale size={16} />} onClick={onCompare}>
          {t('offers:screens.menu.compare')}
        </Button>
      ) : null}
      <ReasonField
        line={line}
        currency={currency}
        isUnderTarget={isUnderTarget(line, amounts, price)}
        onChange={(priceReason) => patch({ priceReason }, 'priceReason')}
      />
    </>
  );
}
