import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withText } from '../../../platform/languages.ts';
import { useSession } from '../../../web/session.ts';
import { IntegerInput, MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { PromotionAction } from '../promotions/contract.ts';
import { type PromotionForm, secondLanguage } from './promotion-values.ts';

const starts: Record<PromotionAction['kind'], PromotionAction> = {
  percent: { kind: 'percent', bp: 1000 },
  amount: { kind: 'amount', amountMinor: 100 },
  free: { kind: 'free', buy: 2, free: 1 },
  orderPercent: { kind: 'orderPercent', bp: 1000 },
  orderAmount: { kind: 'orderAmount', amountMinor: 100 },
};

/** What it is called, and what it takes off. */
export function ActionFields({ form: { values, errors, set }, currency }: { form: PromotionForm; currency: string }) {
  const { t } = useTranslation();
  const { action } = values;
  const { workspace } = useSession();
  const [second] = useState(() => secondLanguage(values.names, workspace.language));
  const kinds = PromotionAction.options.map(({ shape }) => shape.kind.value);
  return (
    <>
      <TextInput
        label={t('catalogue:fields.product.name')}
        value={values.name}
        error={errors['name']}
        required
        data-autofocus
        onChange={(event) => set('name', event.currentTarget.value)}
      />
      <TextInput
        label={t(`catalogue:promotions.nameIn.${second}`)}
        placeholder={values.name}
        value={values.names?.[second] ?? ''}
        error={errors[`names.${second}`]}
        lang={second}
        maxLength={120}
        onChange={(event) => set('names', withText(values.names, second, event.currentTarget.value))}
      />
      <TextInput
        label={t('catalogue:promotions.code')}
        value={values.code ?? ''}
        error={errors['code']}
        onChange={(event) => set('code', event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
      <Group grow align="start">
        <Select
          label={t('catalogue:promotions.action')}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: t(`catalogue:promotions.kinds.${kind}`) }))}
          value={action.kind}
          onChange={(kind) => set('action', starts[kinds.find((one) => one === kind) ?? 'percent'])}
        />
        <ActionAmount action={action} currency={currency} error={errors['action.bp']} onChange={(next) => set('action', next)} />
      </Group>
    </>
  );
}

interface ActionAmountProps {
  action: PromotionAction;
  currency: string;
  error: string | undefined;
  onChange: (action: PromotionAction) => void;
}

/** How much it takes off. */
function ActionAmount({ action, currency, error, onChange }: ActionAmountProps) {
  const { t } = useTranslation();
  return action.kind === 'percent' || action.kind === 'orderPercent' ? (
    <PercentInput
      label={t('catalogue:promotions.percent')}
      value={action.bp}
      error={error}
      onChange={(bp) => onChange({ ...action, bp: bp ?? Number.NaN })}
    />
  ) : action.kind === 'free' ? (
    <>
      <IntegerInput
        label={t('catalogue:promotions.buy')}
        value={action.buy}
        onChange={(buy) => onChange({ ...action, buy: buy ?? Number.NaN })}
      />
      <IntegerInput
        label={t('catalogue:promotions.free')}
        value={action.free}
        onChange={(free) => onChange({ ...action, free: free ?? Number.NaN })}
      />
    </>
  ) : (
    <MoneyInput
      label={t('catalogue:promotions.amount')}
      currency={currency}
      value={action.amountMinor}
      onChange={(amountMinor) => onChange({ ...action, amountMinor: amountMinor ?? Number.NaN })}
    />
  );
}
