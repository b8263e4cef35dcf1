import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { type EntityRow, rowValue } from '../../../web/entity/entity-ui.ts';
import { asText } from '../../../web/entity/read-values.ts';
import { useMay } from '../../../web/session.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { usePlace } from '../../../web/use-format.ts';
import type { ProductParts } from '../parts/contract.ts';
import classes from './catalogue.module.css';
import { CompetitorPrices } from './competitor-prices.tsx';
import { ComponentsCard } from './components-card.tsx';
import { CostsCard } from './costs-card.tsx';
import { ListPricesCard } from './list-prices-card.tsx';
import { NumbersCard } from './numbers-card.tsx';
import { PictureCard } from './picture-card.tsx';
import { useCosts, useParts } from './queries.ts';
import { StrategyCard } from './strategy-card.tsx';
import { SurveyCard } from './survey-card.tsx';
import { TryPrice } from './try-price.tsx';
import { UnitsCard } from './units-card.tsx';
import { VariantsCard } from './variants-card.tsx';

interface WithPartsProps {
  row: EntityRow;
  children: (parts: ProductParts, currency: string, mayEdit: boolean) => ReactNode;
}

function WithParts({ row, children }: WithPartsProps) {
  const may = useMay();
  const place = usePlace();
  const parts = useParts(row.id);
  if (parts.error) return <ErrorState error={parts.error} onRetry={() => void parts.refetch()} />;
  if (!parts.data) return <Skeleton height={200} />;
  const mayEdit = may('product', 'edit') && row.deletedAt === null;
  return children(parts.data, asText(rowValue(row, 'currency')) ?? place.currency, mayEdit);
}

/** Prices of a product: what it costs whom, its list prices, what it costs us, what others ask. */
export function PricesTab({ row }: { row: EntityRow }) {
  return (
    <WithParts row={row}>
      {(parts, currency, mayEdit) => (
        <div className={classes['stack']}>
          <TryPrice product={{ id: row.id, name: asText(rowValue(row, 'name')) ?? '' }} currency={currency} />
          <CostsCard productId={row.id} variants={parts.variants} currency={currency} mayEdit={mayEdit} />
          <ListPricesCard productId={row.id} parts={parts} currency={currency} mayEdit={mayEdit} />
          <CompetitorPrices productId={row.id} />
          <Strategies row={row} currency={currency} mayEdit={mayEdit} />
        </div>
      )}
    </WithParts>
  );
}

/** What the four ways to its price go by. */
function Strategies({ row, currency, mayEdit }: { row: EntityRow; currency: string; mayEdit: boolean }) {
  const costs = useCosts(row.id);
  return (
    <>
      <StrategyCard productId={row.id} mayEdit={mayEdit} seesCost={costs.data?.isHidden === false} />
      <SurveyCard productId={row.id} currency={currency} />
    </>
  );
}

/** What a product is counted in. */
const ownUnit = (row: EntityRow): string | null => asText(rowValue(row, 'unit')) || null;

/** What a product consists of: variants, units, parts, its picture, and what customers call it. */
export function MakeUpTab({ row }: { row: EntityRow }) {
  return (
    <WithParts row={row}>
      {(parts, currency, mayEdit) => (
        <div className={classes['stack']}>
          <VariantsCard productId={row.id} parts={parts} currency={currency} mayEdit={mayEdit} />
          <UnitsCard productId={row.id} parts={parts} own={ownUnit(row)} currency={currency} mayEdit={mayEdit} />
          <ComponentsCard productId={row.id} parts={parts} mayEdit={mayEdit} />
          <NumbersCard productId={row.id} mayEdit={mayEdit} />
          <PictureCard productId={row.id} parts={parts} mayEdit={mayEdit} />
        </div>
      )}
    </WithParts>
  );
}

/** What a competitor asks for things like our products. */
export function CompetitorPricesTab({ row }: { row: EntityRow }) {
  return <CompetitorPrices competitorId={row.id} />;
}
