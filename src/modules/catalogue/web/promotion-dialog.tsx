import { Checkbox, Group, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { DecimalInput, IntegerInput, MoneyInput } from '../../../web/ui/number-fields.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { usePlace } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import {
  createPromotion,
  type NewPromotion,
  type Promotion,
  type PromotionChanges,
  updatePromotion,
} from '../promotions/contract.ts';
import { ActionFields } from './promotion-action-fields.tsx';
import { CustomerList, SegmentFields } from './audience-fields.tsx';
import type { PromotionForm, PromotionValues } from './promotion-values.ts';
import { RecordList } from './record-list.tsx';
import { useCreatePromotion, useUpdatePromotion } from './queries.ts';

function valuesOf(promotion: Promotion | null): PromotionValues {
  const { id: _id, currency: _currency, products, accounts, usedMinor: _used, uses: _uses, ...rest } = promotion ?? blank;
  const ids = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id);
  return { ...rest, productIds: ids(products), accountIds: ids(accounts) };
}

const blank = {
  id: '',
  name: '',
  names: null,
  code: null,
  currency: '',
  priority: 0,
  isExclusive: false,
  isActive: true,
  validFrom: null,
  validTo: null,
  products: [],
  categories: [],
  accounts: [],
  segment: null,
  minQuantity: null,
  minAmountMinor: null,
  action: { kind: 'percent' as const, bp: 1000 },
  budgetMinor: null,
  usedMinor: 0,
  uses: 0,
};

interface PromotionDialogProps {
  isOpen: boolean;
  /** Null for a new one. */
  promotion: Promotion | null;
  onClose: () => void;
}

/** Conditions, action, budget and days of a promotion. */
export function PromotionDialog({ isOpen, promotion, onClose }: PromotionDialogProps) {
  return isOpen ? <DialogForm promotion={promotion} onClose={onClose} /> : null;
}

function DialogForm({ promotion, onClose }: Omit<PromotionDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const place = usePlace();
  const create = useCreatePromotion();
  const update = useUpdatePromotion(promotion?.id ?? '');
  const form: PromotionForm = useSchemaForm<PromotionValues, NewPromotion | PromotionChanges>(
    promotion ? bodySchema(updatePromotion) : bodySchema(createPromotion),
    valuesOf(promotion),
  );
  const send = form.submit(async (body) => {
    if ('version' in body) await update.mutateAsync(body);
    else await create.mutateAsync(body);
    showDone(t('catalogue:screens.saved'));
    onClose();
  });
  const currency = promotion?.currency ?? place.currency;
  return (
    <FormDialog
      title={promotion ? t('catalogue:books.edit', { name: promotion.name }) : t('catalogue:promotions.add')}
      action={t('web:actions.save')}
      form={form}
      onSend={send}
      onClose={onClose}
    >
      <ActionFields form={form} currency={currency} />
      <ConditionFields form={form} currency={currency} products={promotion?.products ?? []} />
      <AudienceFields form={form} accounts={promotion?.accounts ?? []} />
      <LimitFields form={form} currency={currency} />
    </FormDialog>
  );
}

/** Which products it is about, and from how much of them. */
function ConditionFields({
  form,
  currency,
  products,
}: {
  form: PromotionForm;
  currency: string;
  products: Promotion['products'];
}) {
  const { t } = useTranslation();
  const { values, errors, set } = form;
  return (
    <>
      <ProductList form={form} products={products} />
      <TagsInput
        label={t('catalogue:fields.product.category')}
        value={[...values.categories]}
        onChange={(categories) => set('categories', categories)}
      />
      <Group grow align="start">
        <DecimalInput
          label={t('catalogue:promotions.minQuantity')}
          value={values.minQuantity}
          error={errors['minQuantity']}
          onChange={(minQuantity) => set('minQuantity', minQuantity)}
        />
        <MoneyInput
          label={t('catalogue:promotions.minAmount')}
          currency={currency}
          value={values.minAmountMinor}
          onChange={(minAmountMinor) => set('minAmountMinor', minAmountMinor)}
        />
      </Group>
    </>
  );
}

/** The products it is about. */
function ProductList({ form: { errors, set }, products }: { form: PromotionForm; products: Promotion['products'] }) {
  const { t } = useTranslation();
  const [named, setNamed] = useState(products);
  const choose = (next: Promotion['products']): void => {
    setNamed(next);
    set(
      'productIds',
      next.map(({ id }) => id),
    );
  };
  return (
    <RecordList
      kind="product"
      label={t('catalogue:objects.product.other')}
      placeholder={t('catalogue:promotions.everything')}
      records={named}
      error={errors['productIds']}
      onChange={choose}
    />
  );
}

/** Customers by name, or by what they are. */
function AudienceFields({ form: { values, errors, set }, accounts }: { form: PromotionForm; accounts: Promotion['accounts'] }) {
  const [named, setNamed] = useState(accounts);
  return (
    <>
      <CustomerList
        accounts={named}
        error={errors['accountIds']}
        onChange={(next) => {
          setNamed(next);
          set(
            'accountIds',
            next.map(({ id }) => id),
          );
        }}
      />
      <SegmentFields
        segment={values.segment ?? {}}
        onChange={(patch) => {
          const next = { ...values.segment, ...patch };
          const isEmpty = Object.values(next).every(
            (value) => value === null || value === undefined || (Array.isArray(value) && value.length === 0),
          );
          set('segment', isEmpty ? null : next);
        }}
      />
    </>
  );
}

/** From when to when, how much in all, and how it goes with others. */
function LimitFields({ form: { values, errors, set }, currency }: { form: PromotionForm; currency: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Group grow align="start">
        <DateInput label={t('catalogue:books.validFrom')} value={values.validFrom} onChange={(on) => set('validFrom', on)} />
        <DateInput
          label={t('catalogue:books.validTo')}
          value={values.validTo}
          error={errors['validTo']}
          onChange={(on) => set('validTo', on)}
        />
      </Group>
      <Group grow align="start">
        <MoneyInput
          label={t('catalogue:promotions.budget')}
          currency={currency}
          value={values.budgetMinor}
          onChange={(budgetMinor) => set('budgetMinor', budgetMinor)}
        />
        <IntegerInput
          label={t('catalogue:books.priority')}
          value={values.priority}
          onChange={(priority) => set('priority', priority ?? 0)}
        />
      </Group>
      <Checkbox
        label={t('catalogue:promotions.exclusive')}
        checked={values.isExclusive}
        onChange={(event) => set('isExclusive', event.currentTarget.checked)}
      />
      <Checkbox
        label={t('catalogue:books.isActive')}
        checked={values.isActive}
        onChange={(event) => set('isActive', event.currentTarget.checked)}
      />
    </>
  );
}
