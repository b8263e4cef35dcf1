import { ActionIcon, Button, Checkbox, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { multiplyAmount } from '../../../platform/money.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { DecimalInput, MoneyInput } from '../../../web/ui/number-fields.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { queryOf } from '../../../web/api.ts';
import { ProblemError } from '../../../web/problem.ts';
import { products } from '../../catalogue/contract.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Guide } from '../guide/contract.ts';
import { DealParts } from '../parts/contract.ts';
import classes from './guide.module.css';
import { useSetProducts } from './queries.ts';
import { useBothSides } from '../../../web/use-both-sides.ts';

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

/** Deal and lines as they are now, from the refusal of an old version. */
function staleParts(error: unknown): { version: number; parts: DealParts } | null {
  if (!(error instanceof ProblemError)) return null;
  const version = z.object({ version: z.int() }).safeParse(error.extra['current']).data?.version;
  const parts = DealParts.safeParse(error.extra['parts']).data;
  return version !== undefined && parts ? { version, parts } : null;
}

interface Draft {
  version: number;
  lines: readonly Line[];
  setsAmount: boolean;
}

/** Saves the lines; of two who changed them at once the second sees both sides. */
function useSaveLines(dealId: string, currency: string, onSettled: () => void) {
  const { t } = useTranslation();
  const format = useFormat();
  const save = useSetProducts(dealId);
  const bothSides = useBothSides();
  const text = (lines: readonly Line[]): string => {
    const all = lines.map(({ title, quantity, unitPriceMinor }) =>
      t('deals:screens.lineText', { quantity, name: title, price: format.money(unitPriceMinor, currency) }),
    );
    return all.join('; ') || t('deals:screens.noLines');
  };
  const write = async ({ lines, ...body }: Draft): Promise<void> => {
    const own = lines.map(({ productId, quantity, unitPriceMinor }) => ({ productId, quantity, unitPriceMinor }));
    await save.mutateAsync({ ...body, lines: own });
    onSettled();
    showDone(t('deals:screens.productsSaved'));
  };
  const settle = async (error: unknown, draft: Draft): Promise<void> => {
    const current = staleParts(error);
    const kept = await bothSides(error, {
      mine: text(draft.lines),
      theirs: text(current ? savedLines(current.parts) : []),
      overwrite: async () => write({ ...draft, version: current?.version ?? draft.version }),
    });
    if (kept === 'theirs') onSettled();
  };
  return {
    isPending: save.isPending,
    send: (draft: Draft): void => void write(draft).catch((error: unknown) => settle(error, draft)),
  };
}

/** What is sold: products with quantities and prices; their sum can be the deal's amount. */
export function DealProducts({ deal, parts, canEdit }: DealProductsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [setsAmount, setSetsAmount] = useState(true);
  // An edit keeps the version it began with: what somebody saves while it is open is not overwritten unseen.
  const [draft, setDraft] = useState<{ version: number; lines: Line[] } | null>(null);
  const lines = draft?.lines ?? savedLines(parts);
  const edit = (next: Line[]): void => setDraft({ version: draft?.version ?? deal.version, lines: next });
  const total = lines.reduce((sum, line) => sum + multiplyAmount(line.unitPriceMinor, line.quantity), 0);
  const change = (index: number, patch: Partial<Line>): void =>
    edit(lines.map((line, at) => (at === index ? { ...line, ...patch } : line)));
  const save = useSaveLines(deal.id, parts.currency, () => setDraft(null));
  const handleSave = (): void => save.send({ version: draft?.version ?? deal.version, lines, setsAmount });
  return (
    <Card>
      {lines.map((line, index) => (
        <ProductLine
          key={`${line.productId}-${index}`}
          line={line}
          currency={parts.currency}
          canEdit={canEdit}
          onChange={(patch) => change(index, patch)}
          onRemove={() => edit(lines.filter((_, at) => at !== index))}
        />
      ))}
      {lines.length === 0 ? <EmptyState title={t('deals:screens.noProducts')} hint={t('deals:screens.noProductsHint')} /> : null}
      {canEdit ? (
        <div className={classes['add']}>
          <AddProduct onAdd={(line) => edit([...lines, line])} />
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
        className={classes['choice'] ?? ''}
      />
      <b className={`cd-num ${classes['sum'] ?? ''}`}>
        {format.money(multiplyAmount(line.unitPriceMinor, line.quantity), currency)}
      </b>
      {canEdit ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes['remove'] ?? ''}
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
