import { Button, Checkbox, Group, MultiSelect, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { useMay, useSession } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { IntegerInput, MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type SchemaForm, useSchemaForm } from '../../../web/use-schema-form.ts';
import { paymentMethods, type TermsPolicy, type TermsPolicyChanges, updateTermsPolicy } from '../terms/contract.ts';
import { TermsCard } from './agreed-cards.tsx';
import classes from './agreed.module.css';
import { useTermsPolicy, useUpdateTermsPolicy } from './queries.ts';

/** Terms that a seller may agree to without asking. */
export function TermsPolicyPage() {
  const { t } = useTranslation();
  const policy = useTermsPolicy();
  return (
    <SettingsFrame title={t('settings:terms.title')} intro={t('settings:terms.intro')}>
      {policy.error ? <ErrorState error={policy.error} onRetry={() => void policy.refetch()} /> : null}
      {policy.isPending ? <Skeleton height={240} /> : null}
      {policy.data ? <PolicyForm policy={policy.data} /> : null}
    </SettingsFrame>
  );
}

const counts = ['maxPaymentDays', 'minLeadDays', 'maxAcceptanceDays', 'maxWarrantyMonths', 'minResponseHours'] as const;
const keys = ['paymentMethods', 'minDepositBp', ...counts, 'asksPriceReason', 'contractFromMinor', 'clauses'] as const;

function PolicyForm({ policy }: { policy: TermsPolicy }) {
  const { t } = useTranslation();
  const mayEdit = useMay()('settings', 'edit');
  const update = useUpdateTermsPolicy();
  const form = useSchemaForm(bodySchema(updateTermsPolicy), policy);
  const send = form.submit(async (body) => {
    const { version } = await update.mutateAsync(body);
    form.set('version', version);
    showDone(t('settings:terms.saved'));
  });
  const label = (key: (typeof keys)[number]): string => t(`settings:terms.fields.${key}`);
  const methods = (value: unknown): string =>
    paymentMethods
      .filter((method) => Array.isArray(value) && value.includes(method))
      .map((method) => t(`settings:agreed.choices.method.${method}`))
      .join(', ') || t('settings:terms.anyMethod');
  const yesNo = (value: unknown): string => t(value === true ? 'web:states.yes' : 'web:states.no');
  const { currency } = useSession().workspace;
  const format = useFormat();
  const amount = (value: unknown): string =>
    typeof value === 'number' ? format.money(value, currency) : t('settings:terms.noLimit');
  const shown: Partial<Record<string, { show: (value: unknown) => string }>> = {
    paymentMethods: { show: methods },
    asksPriceReason: { show: yesNo },
    contractFromMinor: { show: amount },
    clauses: { show: (value) => String(Array.isArray(value) ? value.length : 0) },
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Card padded>
        <Stack gap="md">
          <PolicyFields form={form} label={label} isDisabled={!mayEdit} />
          <TermsCard
            title={label('clauses')}
            hint={t('settings:terms.clausesHint')}
            terms={{ terms: form.values.clauses }}
            canEdit={mayEdit}
            patch={({ terms }) => form.set('clauses', terms ?? [])}
          />
          <FormConflict
            clash={form.clash}
            fields={Object.fromEntries(keys.map((key) => [key, { label: label(key), ...shown[key] }]))}
          />
          <ProblemNote text={form.problem} />
          {mayEdit ? (
            <Group justify="flex-end">
              <Button type="submit" loading={form.isBusy}>
                {t('settings:terms.save')}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Card>
    </form>
  );
}

interface PolicyFieldsProps {
  form: SchemaForm<TermsPolicy, TermsPolicyChanges>;
  label: (key: (typeof keys)[number]) => string;
  isDisabled: boolean;
}

function PolicyFields({ form, label, isDisabled }: PolicyFieldsProps) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  return (
    <>
      <MultiSelect
        label={label('paymentMethods')}
        description={t('settings:terms.methodsHint')}
        placeholder={form.values.paymentMethods.length === 0 ? t('settings:terms.anyMethod') : ''}
        data={paymentMethods.map((value) => ({ value, label: t(`settings:agreed.choices.method.${value}`) }))}
        disabled={isDisabled}
        value={form.values.paymentMethods}
        onChange={(chosen) =>
          form.set(
            'paymentMethods',
            paymentMethods.filter((method) => chosen.includes(method)),
          )
        }
      />
      <div className={classes['fields']}>
        <PercentInput
          label={label('minDepositBp')}
          disabled={isDisabled}
          value={form.values.minDepositBp}
          error={form.errors['minDepositBp']}
          onChange={(share) => form.set('minDepositBp', share)}
        />
        {counts.map((key) => (
          <IntegerInput
            key={key}
            label={label(key)}
            disabled={isDisabled}
            value={form.values[key]}
            error={form.errors[key]}
            onChange={(count) => form.set(key, count)}
          />
        ))}
      </div>
      <Checkbox
        label={label('asksPriceReason')}
        description={t('settings:terms.reasonHint')}
        disabled={isDisabled}
        checked={form.values.asksPriceReason}
        onChange={(event) => form.set('asksPriceReason', event.currentTarget.checked)}
      />
      <MoneyInput
        label={label('contractFromMinor')}
        description={t('settings:terms.contractHint')}
        styles={{ wrapper: { maxWidth: 320 } }}
        currency={workspace.currency}
        disabled={isDisabled}
        value={form.values.contractFromMinor}
        error={form.errors['contractFromMinor']}
        onChange={(minor) => form.set('contractFromMinor', minor)}
      />
    </>
  );
}
