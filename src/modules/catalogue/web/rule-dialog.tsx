import { Button, Group, Modal, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { DecimalInput, MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import type { PriceBook } from '../books/contract.ts';
import { ruleBases, ruleMethods } from '../pricing/data/contract.ts';
import { useParts } from './queries.ts';
import type { RuleDraft } from './rule-draft.ts';

interface RuleDialogProps {
  isOpen: boolean;
  rule: RuleDraft;
  book: PriceBook;
  /** The others, from which a rule may start. */
  books: readonly PriceBook[];
  onClose: () => void;
  onDone: (rule: RuleDraft) => void;
}

/** What a rule is about, what it starts from, and what it does. */
export function RuleDialog({ isOpen, rule, book, books, onClose, onDone }: RuleDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(rule);
  const set = (patch: Partial<RuleDraft>): void => setDraft({ ...draft, ...patch });
  const isComplete = completes(draft);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('catalogue:rules.one')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <Stack gap="sm">
        <SubjectFields draft={draft} set={set} />
        <WhenFields draft={draft} set={set} />
        <SegmentedControl
          aria-label={t('catalogue:rules.method.title')}
          value={draft.method}
          data={ruleMethods.map((value) => ({ value, label: t(`catalogue:rules.method.${value}`) }))}
          onChange={(method) =>
            set({ method: ruleMethods.find((known) => known === method) ?? 'percent', formula: draft.formula ?? {} })
          }
        />
        {draft.method === 'fixed' ? (
          <MoneyInput
            label={t('catalogue:grid.price')}
            currency={book.currency}
            value={draft.amountMinor}
            onChange={(value) => set({ amountMinor: value })}
          />
        ) : (
          <BaseFields draft={draft} books={books} set={set} />
        )}
        {draft.method === 'percent' ? (
          <PercentInput
            label={t('catalogue:rules.percent')}
            description={t('catalogue:rules.percentHint')}
            value={draft.percentBp}
            onChange={(value) => set({ percentBp: value })}
          />
        ) : null}
        {draft.method === 'formula' ? <FormulaFields draft={draft} currency={book.currency} set={set} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button disabled={!isComplete} onClick={() => onDone(draft)}>
            {t('web:actions.apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Whether nothing is missing, and no number is half typed. */
function completes({
  scope,
  product,
  variantId,
  category,
  base,
  baseBook,
  method,
  amountMinor,
  percentBp,
  formula,
}: RuleDraft): boolean {
  const isNumber = (value: number | null | undefined): boolean => typeof value === 'number' && !Number.isNaN(value);
  const hasSubject =
    scope === 'all' ||
    (scope === 'category' ? (category ?? '') !== '' : product !== null && (scope === 'product' || variantId !== null));
  const hasBase = method === 'fixed' || base !== 'book' || baseBook !== null;
  const numbers = Object.values(formula ?? {}).filter((value) => value !== null && value !== undefined);
  const hasAmount = method === 'fixed' ? isNumber(amountMinor) : method === 'percent' ? isNumber(percentBp) : numbers.length > 0;
  return hasSubject && hasBase && hasAmount && numbers.every(isNumber);
}

interface FieldsProps {
  draft: RuleDraft;
  set: (patch: Partial<RuleDraft>) => void;
}

/** From how many, and between which days. */
function WhenFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <Group grow align="start">
      <DecimalInput
        label={t('catalogue:rules.minQuantity')}
        value={draft.minQuantity}
        onChange={(value) => set({ minQuantity: value ?? '0' })}
      />
      <DateInput label={t('catalogue:books.validFrom')} value={draft.validFrom} onChange={(on) => set({ validFrom: on })} />
      <DateInput label={t('catalogue:books.validTo')} value={draft.validTo} onChange={(on) => set({ validTo: on })} />
    </Group>
  );
}

const scopes = ['all', 'category', 'product', 'variant'] as const;

function SubjectFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation();
  const { scope, product, category } = draft;
  return (
    <>
      <SegmentedControl
        aria-label={t('catalogue:rules.scope.title')}
        value={scope}
        data={scopes.map((value) => ({ value, label: t(`catalogue:rules.scope.${value}`) }))}
        onChange={(value) => set({ scope: scopes.find((known) => known === value) ?? 'all' })}
      />
      {scope === 'category' ? (
        <TextInput
          label={t('catalogue:fields.product.category')}
          value={category ?? ''}
          onChange={(event) => set({ category: event.currentTarget.value })}
        />
      ) : null}
      {scope === 'product' || scope === 'variant' ? (
        <Group grow align="start">
          <RecordPicker
            kind="product"
            label={t('catalogue:objects.product.one')}
            value={product && { id: product.id, name: product.title }}
            onChange={(chosen) => set({ product: chosen && { id: chosen.id, title: chosen.name }, variantId: null })}
          />
          {scope === 'variant' && product ? (
            <VariantSelect productId={product.id} value={draft.variantId} onChange={(variantId) => set({ variantId })} />
          ) : null}
        </Group>
      ) : null}
    </>
  );
}

interface VariantSelectProps {
  productId: string;
  value: string | null;
  onChange: (id: string | null) => void;
}

function VariantSelect({ productId, value, onChange }: VariantSelectProps) {
  const { t } = useTranslation();
  const parts = useParts(productId);
  const data = parts.data?.variants.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return <Select label={t('catalogue:variants.one')} data={data} value={value} onChange={onChange} />;
}

function BaseFields({ draft, books, set }: FieldsProps & { books: readonly PriceBook[] }) {
  const { t } = useTranslation();
  const named = books.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Group grow align="start">
      <Select
        label={t('catalogue:rules.base.title')}
        allowDeselect={false}
        value={draft.base}
        data={ruleBases.map((value) => ({ value, label: t(`catalogue:rules.base.${value}`) }))}
        onChange={(base) => set({ base: ruleBases.find((known) => known === base) ?? 'list' })}
      />
      {draft.base === 'book' ? (
        <Select
          label={t('catalogue:objects.priceBook.one')}
          value={draft.baseBook?.id ?? null}
          data={named}
          onChange={(id) =>
            set({ baseBook: id === null ? null : { id, title: books.find((book) => book.id === id)?.name ?? '' } })
          }
          searchable
        />
      ) : null}
    </Group>
  );
}

function FormulaFields({ draft, currency, set }: FieldsProps & { currency: string }) {
  const { t } = useTranslation();
  const formula = draft.formula ?? {};
  const change = (patch: NonNullable<RuleDraft['formula']>): void => set({ formula: { ...formula, ...patch } });
  const percent = (key: 'discountBp' | 'minMarginBp' | 'maxMarginBp', label: string) => (
    <PercentInput label={label} value={formula[key] ?? null} onChange={(value) => change({ [key]: value })} />
  );
  const money = (key: 'roundToMinor' | 'surchargeMinor', label: string) => (
    <MoneyInput label={label} currency={currency} value={formula[key] ?? null} onChange={(value) => change({ [key]: value })} />
  );
  return (
    <>
      <Group grow align="start">
        {percent('discountBp', t('catalogue:rules.discount'))}
        {money('roundToMinor', t('catalogue:rules.roundTo'))}
        {money('surchargeMinor', t('catalogue:rules.surcharge'))}
      </Group>
      <Group grow align="start">
        {percent('minMarginBp', t('catalogue:rules.leastMargin'))}
        {percent('maxMarginBp', t('catalogue:rules.mostMargin'))}
      </Group>
    </>
  );
}
