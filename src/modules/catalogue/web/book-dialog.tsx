import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { IntegerInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import { usePlace } from '../../../web/use-format.ts';
import { type SchemaForm, useSchemaForm } from '../../../web/use-schema-form.ts';
import { createPriceBook, type NewPriceBook, type PriceBook, type PriceBookChanges, updatePriceBook } from '../books/contract.ts';
import { CustomerList, type Segment, SegmentFields } from './audience-fields.tsx';
import { useCreateBook, useUpdateBook } from './queries.ts';

interface BookDialogProps {
  isOpen: boolean;
  /** Null for a new one. */
  book: PriceBook | null;
  books: readonly PriceBook[];
  onClose: () => void;
  onSaved: (book: PriceBook) => void;
}

/** Name, parent, dates and customers of a price book. */
export function BookDialog({ isOpen, book, books, onClose, onSaved }: BookDialogProps) {
  const { t } = useTranslation();
  const title = book ? t('catalogue:books.edit', { name: book.name }) : t('catalogue:books.add');
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('web:actions.close') }}>
      {isOpen ? <BookForm book={book} books={books} onClose={onClose} onSaved={onSaved} /> : null}
    </Modal>
  );
}

/** What the form holds: a new book has a currency, one that is there the version that was seen. */
interface Values extends Omit<PriceBook, 'id' | 'currency' | 'accounts' | 'prices' | 'rules' | 'version'> {
  accountIds: string[];
  currency?: string;
  version?: number;
}

function valuesOf(book: PriceBook | null, currency: string): Values {
  return {
    name: book?.name ?? '',
    parentId: book?.parentId ?? null,
    adjustmentBp: book?.adjustmentBp ?? 0,
    priority: book?.priority ?? 0,
    isActive: book?.isActive ?? true,
    validFrom: book?.validFrom ?? null,
    validTo: book?.validTo ?? null,
    segment: book?.segment ?? null,
    accountIds: (book?.accounts ?? []).map(({ id }) => id),
    ...(book ? { version: book.version } : { currency }),
  };
}

function BookForm({ book, books, onClose, onSaved }: Omit<BookDialogProps, 'isOpen'>) {
  const { t } = useTranslation();
  const place = usePlace();
  const create = useCreateBook();
  const update = useUpdateBook(book?.id ?? '');
  const form = useSchemaForm<Values, NewPriceBook | PriceBookChanges>(
    book ? bodySchema(updatePriceBook) : bodySchema(createPriceBook),
    valuesOf(book, place.currency),
  );
  const { set } = form;
  const { values } = form;
  const finish = (saved: PriceBook): void => {
    showDone(t('catalogue:screens.saved'));
    onClose();
    onSaved(saved);
  };
  const send = form.submit(async (body) =>
    finish('version' in body ? await update.mutateAsync(body) : await create.mutateAsync(body)),
  );
  const clashFields = { name: { label: t('catalogue:fields.product.name') }, priority: { label: t('catalogue:books.priority') } };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <FormConflict clash={form.clash} fields={clashFields} />
        <MainFields form={form} book={book} books={books} />
        <AudienceFields form={form} named={book?.accounts ?? []} />
        <Checkbox
          label={t('catalogue:books.isActive')}
          checked={values.isActive}
          onChange={(event) => set('isActive', event.currentTarget.checked)}
        />
        <ProblemNote text={form.problem} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('web:actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Form = SchemaForm<Values, NewPriceBook | PriceBookChanges>;

/** Name, currency, parent, priority and dates. */
function MainFields({ form, book, books }: { form: Form; book: PriceBook | null; books: readonly PriceBook[] }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { values, errors, set } = form;
  const parents = books.filter(({ id }) => id !== book?.id).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Group grow align="start">
        <TextInput
          label={t('catalogue:fields.product.name')}
          value={values.name}
          onChange={(event) => set('name', event.currentTarget.value)}
          error={errors['name']}
          required
          data-autofocus
        />
        <CurrencyInput
          label={t('catalogue:fields.product.currency')}
          value={book?.currency ?? values.currency ?? place.currency}
          disabled={book !== null}
          onChange={(value) => value && set('currency', value)}
        />
      </Group>
      <Group grow align="start">
        <Select
          label={t('catalogue:books.parent')}
          placeholder={t('catalogue:books.listPrices')}
          data={parents}
          value={values.parentId}
          onChange={(value) => set('parentId', value)}
          error={errors['parentId']}
          clearable
          searchable
        />
        <PercentInput
          label={t('catalogue:books.adjustment')}
          value={values.adjustmentBp}
          onChange={(value) => set('adjustmentBp', value ?? 0)}
          error={errors['adjustmentBp']}
        />
        <IntegerInput
          label={t('catalogue:books.priority')}
          value={values.priority}
          onChange={(value) => set('priority', value ?? 0)}
        />
      </Group>
      <Group grow align="start">
        <DateInput label={t('catalogue:books.validFrom')} value={values.validFrom} onChange={(on) => set('validFrom', on)} />
        <DateInput
          label={t('catalogue:books.validTo')}
          value={values.validTo}
          onChange={(on) => set('validTo', on)}
          error={errors['validTo']}
        />
      </Group>
    </>
  );
}

/** Whom a book is for: customers by name, or by their traits. */
function AudienceFields({ form, named }: { form: Form; named: PriceBook['accounts'] }) {
  const [accounts, setAccounts] = useState(named);
  const { values, errors, set } = form;
  const setSegment = (patch: Segment): void => {
    const next = { ...values.segment, ...patch };
    const isEmpty = Object.values(next).every(
      (value) => value === null || value === undefined || (Array.isArray(value) && value.length === 0),
    );
    set('segment', isEmpty ? null : next);
  };
  const setCustomers = (next: PriceBook['accounts']): void => {
    setAccounts(next);
    set(
      'accountIds',
      next.map(({ id }) => id),
    );
  };
  return (
    <>
      <CustomerList accounts={accounts} error={errors['accountIds']} onChange={setCustomers} />
      <SegmentFields segment={values.segment ?? {}} onChange={setSegment} />
    </>
  );
}
