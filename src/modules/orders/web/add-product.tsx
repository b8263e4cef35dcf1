import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../../platform/money.ts';
import { call, queryOf } from '../../../web/api.ts';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { products } from '../../catalogue/contract.ts';
import { getProductParts } from '../../catalogue/parts/contract.ts';
import { findPrices } from '../../catalogue/pricing/contract.ts';
import { defaultUnit } from '../../catalogue/units/rules.ts';
import { listTaxClasses } from '../../settings/taxes/contract.ts';
import { taxClassOf, taxRateOn } from '../../settings/taxes/rules.ts';
import type { Order } from '../contract.ts';
import type { LineDraft } from './line-draft.ts';

interface AddProductProps {
  order: Order;
  onAdd: (line: Partial<LineDraft>) => void;
}

/** Picks a product: it comes with what it costs this customer on the day of the order, and its tax. */
export function AddProduct({ order, onAdd }: AddProductProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { orderedOn, currency } = order;
  const load = async (productId: string): Promise<Partial<LineDraft>> => {
    const [product, parts, { data: classes }] = await Promise.all([
      client.fetchQuery(queryOf(products.get, { params: { id: productId } })),
      client.fetchQuery(queryOf(getProductParts, { params: { id: productId } })),
      client.fetchQuery(queryOf(listTaxClasses, {})),
    ]);
    const unit = defaultUnit(product.unit, parts.units);
    const body = { accountId: order.account?.id ?? null, on: orderedOn, currency, lines: [{ productId, unit }] };
    const price = (await call(findPrices, { body })).data[0]?.unitPriceMinor;
    const tax = taxClassOf(classes, product.taxClass);
    return {
      code: product.code,
      unit,
      taxBp: (tax && taxRateOn(tax, orderedOn)) ?? 0,
      ...(typeof price === 'number' ? { unitPrice: formatAmount(price, currency) } : {}),
    };
  };
  const handlePick = async (product: NamedRef | null): Promise<void> => {
    if (!product) return;
    // What cannot be read here is filled in when the lines are saved.
    const known = await load(product.id).catch(() => ({}));
    onAdd({ productId: product.id, name: product.name, ...known });
  };
  return (
    <RecordPicker
      kind="product"
      label={t('orders:screens.addProduct')}
      value={null}
      onChange={(product) => void handlePick(product)}
    />
  );
}
