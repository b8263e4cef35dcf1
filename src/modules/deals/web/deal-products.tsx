import { ActionIcon, Button, Checkbox, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { multiplyAmount } from '../../../platform/money.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { DecimalInput, MoneyInput } from '../../../web/ui/number-fields.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { queryOf } from '../../../web/api.ts';
import { products } from '../../catalogue/contract.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Guide } from '../guide/contract.ts';
import type { DealParts } from '../parts/contract.ts';
import classes from './guide.module.css';
import { useSetProducts } from './queries.ts';

interface Line {
  productId: string;
  title: string;
  quantity: string;
  unitPriceMinor: number;
}

interface DealProductsProps {
  deal: Guide['deal'];
  parts: DealParts;
  canEdit: boolean;
}

function savedLines({ products }: DealParts): Line[] {
  return products.map(({ product, quantity, unitPriceMinor }) => ({
    productId: product.id,
    title: product.title,
    quantity,
    unitPriceMinor,
  }));
}

/** What is sold: products with quantities and prices; their sum can be the deal's amount. */
export function DealProducts({ deal, parts, canEdit }: DealProductsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const save = useSetProducts(deal.id);
  const [setsAmount, setSetsAmount] = useState(true);
  const [draft, setDraft] = useState<Line[] | null>(null);
  const lines = draft ?? savedLines(parts);
  const total = lines.reduce((sum, line) => sum + multiplyAmount(line.unitPriceMinor, line.quantity), 0);
  const change = (index: number, patch: Partial<Line>): void =>
    setDraft(lines.map((line, at) => (at === index ? { ...line, ...patch } : line)));
  const handleSave = (): void => {
    const body = {
      version: deal.version,
      setsAmount,
      lines: lines.map(({ productId, quantity, unitPriceMinor }) => ({ productId, quantity, unitPriceMinor })),
    };
    save.mutate(body, {
      onSuccess: () => {
        setDraft(null);
        showDone(t('deals:screens.productsSaved'));
      },
      onError: showProblem,
    });
  };
  return (
    <Card>
      {lines.map((line, index) => (
        <ProductLine
          key={`${line.productId}-${index}`}
          line={line}
          currency={parts.currency}
          canEdit={canEdit}
          onChange={(patch) => change(index, patch)}
          onRemove={() => setDraft(lines.filter((_, at) => at !== index))}
        />
      ))}
      {lines.length === 0 ? <EmptyState title={t('deals:screens.noProducts')} hint={t('deals:screens.noProductsHint')} /> : null}
      {canEdit ? (
        <div className={classes['add']}>
          <AddProduct onAdd={(line) => setDraft([...lines, line])} />
          <Group ml="auto" gap="md">
            <b className="cd-num">{t('deals:screens.total', { amount: format.money(total, parts.currency) })}</b>
            <Checkbox
              checked={setsAmount}
              onChange={(event) => setSetsAmount(event.currentTarget.checked)}
              label={t('deals:screens.setsAmount')}
            />
            <Button variant="default" disabled={draft === null} loading={save.isPending} onClick={handleSave}>
              {t('web:actions.save')}
            </Button>
          </Group>
        </div>
      ) : null}
    </Card>
  );
}

interface ProductLineProps {
  line: Line;
  currency: string;
  canEdit: boolean;
  onChange: (patch: Partial<Line>) => void;
  onRemove: () => void;
}

function ProductLine({ line, currency, canEdit, onChange, onRemove }: ProductLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes['line']}>
      <span>{line.title}</span>
      <DecimalInput
        aria-label={t('deals:screens.quantityOf', { name: line.title })}
        value={line.quantity}
        onChange={(quantity) => onChange({ quantity: quantity ?? '0' })}
        disabled={!canEdit}
        w={90}
      />
      <MoneyInput
        aria-label={t('deals:screens.priceOf', { name: line.title })}
        currency={currency}
        value={line.unitPriceMinor}
        onChange={(price) => onChange({ unitPriceMinor: price ?? 0 })}
        disabled={!canEdit}
        w={140}
      />
      <b className="cd-num" style={{ minWidth: 110 }}>
        {format.money(multiplyAmount(line.unitPriceMinor, line.quantity), currency)}
      </b>
      {canEdit ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('deals:screens.removeLine', { name: line.title })}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  );
}

/** Picks a product; its list price is the price to begin with. */
function AddProduct({ onAdd }: { onAdd: (line: Line) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const handlePick = async (product: NamedRef | null): Promise<void> => {
    if (!product) return;
    const known = await client.fetchQuery(queryOf(products.get, { params: { id: product.id } })).catch(() => null);
    onAdd({ productId: product.id, title: product.name, quantity: '1', unitPriceMinor: known?.priceMinor ?? 0 });
  };
  return (
    <RecordPicker
      kind="product"
      label={t('deals:screens.addProduct')}
      value={null}
      onChange={(product) => void handlePick(product)}
    />
  );
}
