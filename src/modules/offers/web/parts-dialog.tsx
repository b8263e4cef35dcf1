import { Button, Checkbox, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../../web/api.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { DecimalInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { products } from '../../catalogue/contract.ts';
import { getProductParts } from '../../catalogue/parts/contract.ts';
import type { Price } from '../../catalogue/pricing/contract.ts';
import type { LinePart } from '../../orders/parts/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import {
  choicesOf,
  completedParts,
  isFixed,
  isTaken,
  isWithin,
  limitsOf,
  type PartChoice,
  startingParts,
} from '../parts/rules.ts';
import { isAsFound } from '../pricing/rules.ts';
import { type PartsPricing, useTakeParts, usePartsPrice } from './use-parts.ts';
import classes from './parts.module.css';
import type { DraftEditor } from './use-draft.ts';

interface PartsDialogProps {
  editor: DraftEditor;
  lineId: string | null;
  accountId: string | null;
  isOpen: boolean;
  onClose: () => void;
}

/** What the bundle of a line holds: what belongs to it, and what may be chosen, within its limits. */
export function PartsDialog({ editor, lineId, accountId, isOpen, onClose }: PartsDialogProps) {
  const { t } = useTranslation();
  const line = editor.draft.content.lines.find(({ id }) => id === lineId);
  return (
    <Modal
      opened={isOpen && line !== undefined}
      onClose={onClose}
      title={t('offers:bundle.title', { name: line?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {isOpen && line && line.productId !== null ? (
        <Loaded line={{ ...line, productId: line.productId }} editor={editor} accountId={accountId} onClose={onClose} />
      ) : null}
    </Modal>
  );
}

type BundleLine = QuoteLine & { productId: string };

interface LoadedProps {
  line: BundleLine;
  editor: DraftEditor;
  accountId: string | null;
  onClose: () => void;
}

function Loaded({ line, ...rest }: LoadedProps) {
  const { t } = useTranslation();
  const parts = useQuery(queryOf(getProductParts, { params: { id: line.productId } }));
  const product = useQuery(queryOf(products.get, { params: { id: line.productId } }));
  const failed = parts.error ?? product.error;
  if (failed) return <ErrorState error={failed} onRetry={() => void Promise.all([parts.refetch(), product.refetch()])} />;
  if (!parts.data || !product.data) return <Skeleton height={160} />;
  const choices = choicesOf(parts.data);
  if (choices.length === 0) return <p className={classes['quiet']}>{t('offers:bundle.none')}</p>;
  return <Chooser line={line} choices={choices} hasOwnPrice={product.data.bundle === 'own'} {...rest} />;
}

interface ChooserProps extends LoadedProps {
  choices: readonly PartChoice[];
  /** Whether the parts leave its price as it is. */
  hasOwnPrice: boolean;
}

function Chooser({ line, choices, hasOwnPrice, editor, accountId, onClose }: ChooserProps) {
  const { t } = useTranslation();
  const [parts, setParts] = useState<readonly LinePart[]>(() =>
    line.parts === undefined ? startingParts(choices) : completedParts(line.parts, choices),
  );
  const known = new Set(choices.map(({ productId }) => productId));
  const gone = (line.parts ?? []).filter((part) => isTaken(part) && !known.has(part.productId));
  const quantityOf = ({ productId }: PartChoice): string => parts.find((part) => part.productId === productId)?.quantity ?? '';
  const isGood = choices.every((choice) => isWithin(choice, quantityOf(choice)));
  const asked = { line, parts, accountId, currency: editor.draft.content.currency, isOn: isGood };
  const pricing = usePartsPrice(asked);
  const take = useTakeParts(editor, asked);
  const set = (productId: string, quantity: string): void =>
    setParts(parts.map((part) => (part.productId === productId ? { ...part, quantity } : part)));
  return (
    <Stack gap="sm">
      <ul className={classes['list']}>
        {choices.map((choice) => (
          <PartRow
            key={choice.productId}
            choice={choice}
            quantity={quantityOf(choice)}
            onChange={(quantity) => set(choice.productId, quantity)}
          />
        ))}
      </ul>
      {gone.length > 0 ? (
        <p className={classes['quiet']}>{t('offers:bundle.gone', { names: gone.map(({ name }) => name).join(', ') })}</p>
      ) : null}
      {hasOwnPrice ? <p className={classes['quiet']}>{t('offers:bundle.ownPrice')}</p> : null}
      <PriceOf line={line} pricing={pricing} currency={asked.currency} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button
          disabled={!isGood}
          loading={take.isPending}
          onClick={() => void take.send().then((isDone) => isDone && onClose())}
        >
          {t('offers:bundle.apply')}
        </Button>
      </Group>
    </Stack>
  );
}

interface PartRowProps {
  choice: PartChoice;
  quantity: string;
  onChange: (quantity: string) => void;
}

/** A part: what belongs to the bundle stands as it is; another is taken by its box, and how many are typed. */
function PartRow({ choice, quantity, onChange }: PartRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, unit, isRequired } = choice;
  const { min, max } = limitsOf(choice);
  const range =
    max === null ? (min === '0' ? null : t('offers:bundle.atLeast', { min })) : t('offers:bundle.between', { min, max });
  const isGood = isWithin(choice, quantity);
  const isOn = quantity === '' || Number(quantity) !== 0;
  const [first] = startingParts([choice]);
  const start = first && isTaken(first) ? first.quantity : isTaken({ quantity: min }) ? min : '1';
  return (
    <li>
      {isRequired ? (
        <span>
          {name} <small className={classes['quiet']}>{t('offers:bundle.required')}</small>
        </span>
      ) : (
        <Checkbox
          label={name}
          aria-label={t('offers:bundle.take', { name })}
          checked={isOn}
          onChange={(event) => onChange(event.currentTarget.checked ? start : '0')}
        />
      )}
      {isFixed(choice) ? (
        <span className="cd-num">
          {format.number(Number(quantity), 6)} {unit}
        </span>
      ) : (
        <DecimalInput
          aria-label={t('offers:bundle.quantityOf', { name })}
          description={[unit, isGood ? range : null].filter(Boolean).join(' · ')}
          inputWrapperOrder={['input', 'description', 'error']}
          w={110}
          value={quantity === '' ? null : quantity}
          error={isGood ? undefined : (range ?? true)}
          onChange={(value) => onChange(value ?? '')}
        />
      )}
    </li>
  );
}

interface PriceOfProps {
  line: QuoteLine;
  pricing: PartsPricing;
  currency: string;
}

/** What one costs the customer with these parts, and us where the reader may see that. */
function PriceOf({ line, pricing, currency }: PriceOfProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (pricing.error) return <ErrorState error={pricing.error} onRetry={pricing.retry} />;
  const { price } = pricing;
  const money = (minor: Price['unitPriceMinor']): string => (minor === null ? '—' : format.money(minor, currency));
  return (
    <dl className={classes['sums']} aria-live="polite">
      <dt>{t('offers:bundle.price')}</dt>
      <dd className="cd-num">{money(price?.unitPriceMinor ?? null)}</dd>
      {price && price.costMinor !== null ? (
        <>
          <dt>{t('offers:bundle.cost')}</dt>
          <dd className="cd-num">{money(price.costMinor)}</dd>
        </>
      ) : null}
      {isAsFound(line, currency) ? null : (
        <dd className={classes['quiet']}>{t('offers:bundle.typed', { amount: format.unitPrice(line.unitPrice, currency) })}</dd>
      )}
    </dl>
  );
}
