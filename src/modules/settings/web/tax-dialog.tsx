import { ActionIcon, Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { usePlace, useFormat } from '../../../web/use-format.ts';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { PercentInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { createTaxClass, invoiceKinds, type TaxClass, updateTaxClass } from '../taxes/contract.ts';
import { useCreateTaxClass, useUpdateTaxClass } from './queries.ts';
import classes from './taxes.module.css';

interface TaxDialogProps {
  isOpen: boolean;
  /** Null for a new one. */
  tax: TaxClass | null;
  onClose: () => void;
}

type Rates = TaxClass['rates'];

/** Name, rates by date and invoices of a tax class. */
export function TaxDialog({ isOpen, tax, onClose }: TaxDialogProps) {
  const { t } = useTranslation();
  const title = tax ? t('settings:taxes.edit', { name: tax.name }) : t('settings:taxes.add');
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('web:actions.close') }}>
      {tax ? <EditForm tax={tax} onClose={onClose} /> : <NewForm onClose={onClose} />}
    </Modal>
  );
}

function NewForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = usePlace();
  const create = useCreateTaxClass();
  const form = useSchemaForm(bodySchema(createTaxClass), {
    name: '',
    isExempt: false,
    invoiceKinds: currency === 'CNY' ? [...invoiceKinds] : [],
    rates: [{ validFrom: format.today(), rateBp: Number.NaN }],
  });
  const send = form.submit(async (body) => {
    const { name } = await create.mutateAsync(body);
    showDone(t('settings:taxes.saved', { name }));
    onClose();
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <TaxFields form={form} onClose={onClose} />
    </form>
  );
}

function EditForm({ tax, onClose }: { tax: TaxClass; onClose: () => void }) {
  const { t } = useTranslation();
  const update = useUpdateTaxClass();
  const { version, name, isExempt, invoiceKinds: kinds, rates } = tax;
  const form = useSchemaForm(bodySchema(updateTaxClass), { version, name, isExempt, invoiceKinds: kinds, rates });
  const send = form.submit(async (body) => {
    await update.mutateAsync({ ...body, id: tax.id });
    showDone(t('settings:taxes.saved', { name: form.values.name }));
    onClose();
  });
  const fields = {
    name: { label: t('settings:taxes.name') },
    isExempt: { label: t('settings:taxes.isExempt') },
    invoiceKinds: { label: t('settings:taxes.invoices') },
    rates: { label: t('settings:taxes.rates') },
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <FormConflict clash={form.clash} fields={fields} />
        <TaxFields form={form} onClose={onClose} />
      </Stack>
    </form>
  );
}

interface Fields {
  values: { name: string; isExempt: boolean; invoiceKinds: TaxClass['invoiceKinds']; rates: Rates };
  errors: Partial<Record<string, string>>;
  problem: string | null;
  isBusy: boolean;
  text: (key: 'name') => object;
  set: {
    (key: 'isExempt', value: boolean): void;
    (key: 'invoiceKinds', value: TaxClass['invoiceKinds']): void;
    (key: 'rates', value: Rates): void;
  };
}

function TaxFields({ form, onClose }: { form: Fields; onClose: () => void }) {
  const { t } = useTranslation();
  const { values, set, errors } = form;
  const isKind = (kind: string): kind is TaxClass['invoiceKinds'][number] => invoiceKinds.some((known) => known === kind);
  return (
    <Stack gap="sm">
      <TextInput {...form.text('name')} label={t('settings:taxes.name')} autoComplete="off" data-autofocus required />
      <RateList rates={values.rates} error={errors['rates']} onChange={(rates) => set('rates', rates)} />
      <Checkbox.Group
        label={t('settings:taxes.invoices')}
        value={values.invoiceKinds}
        onChange={(kinds) => set('invoiceKinds', kinds.filter(isKind))}
      >
        <Group mt={6}>
          {invoiceKinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={t(`settings:taxes.${kind}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox
        label={t('settings:taxes.isExempt')}
        checked={values.isExempt}
        onChange={(event) => set('isExempt', event.currentTarget.checked)}
      />
      <ProblemNote text={form.problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button type="submit" loading={form.isBusy}>
          {t('settings:taxes.save')}
        </Button>
      </Group>
    </Stack>
  );
}

interface RateListProps {
  rates: Rates;
  error: string | undefined;
  onChange: (rates: Rates) => void;
}

function RateList({ rates, error, onChange }: RateListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = (at: number, patch: Partial<Rates[number]>): void =>
    onChange(rates.map((rate, index) => (index === at ? { ...rate, ...patch } : rate)));
  return (
    <Stack gap={8}>
      {rates.map(({ validFrom, rateBp }, index) => (
        <div key={index} className={classes['rates']}>
          <PercentInput
            label={t('settings:taxes.rate')}
            value={rateBp}
            onChange={(value) => change(index, { rateBp: value ?? Number.NaN })}
            error={index === 0 ? error : undefined}
          />
          <DateInput
            label={t('settings:taxes.rateFrom')}
            value={validFrom}
            onChange={(on) => change(index, { validFrom: on ?? '' })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            disabled={rates.length === 1}
            aria-label={t('settings:taxes.removeRate', { on: format.dayLong(validFrom) })}
            onClick={() => onChange(rates.filter((_, at) => at !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([{ validFrom: format.today(), rateBp: Number.NaN }, ...rates])}
      >
        {t('settings:taxes.addRate')}
      </Button>
    </Stack>
  );
}
