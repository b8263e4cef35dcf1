import { Button, Group, Radio, Select, Stack, TextInput, type InputWrapperProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language, languages, languageNames } from '../../../platform/languages.ts';
import { bodySchema } from '../../../web/body-schema.ts';
import { useMay, useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { CurrencyInput, TimeZoneInput } from '../../../web/ui/world-inputs.tsx';
import { type SchemaForm, useSchemaForm } from '../../../web/use-schema-form.ts';
import { updateWorkspace } from '../workspace/contract.ts';
import classes from './identity.module.css';
import { useUpdateWorkspace } from './queries.ts';

/** Name, currency, zone, language of the workspace, and whether amounts hold tax. */
export function WorkspaceCard() {
  const { workspace } = useSession();
  return <WorkspaceForm key={workspace.version} />;
}

function languageText(value: unknown): string {
  return isLanguage(value) ? languageNames[value] : '—';
}

function WorkspaceForm() {
  const { t } = useTranslation();
  const may = useMay();
  const { workspace } = useSession();
  const update = useUpdateWorkspace();
  const { version, name, currency, timeZone, language, revenueIncludesTax } = workspace;
  const form = useSchemaForm(bodySchema(updateWorkspace), { version, name, currency, timeZone, language, revenueIncludesTax });
  const send = form.submit(async (body) => {
    await update.mutateAsync(body);
    showDone(t('identity:workspace.saved'));
  });
  const disabled = !may('workspace', 'edit');
  return (
    <Card title={t('identity:workspace.general')} padded>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="md">
          {disabled ? <p className={classes['note']}>{t('identity:workspace.readOnly')}</p> : null}
          <GeneralFields form={form} disabled={disabled} />
          <TaxQuestion
            value={form.values.revenueIncludesTax}
            onChange={(answer) => form.set('revenueIncludesTax', answer)}
            disabled={disabled}
          />
          <FormConflict
            clash={form.clash}
            fields={{
              name: { label: t('identity:workspace.name') },
              currency: { label: t('identity:workspace.currency') },
              timeZone: { label: t('identity:workspace.timeZone') },
              language: { label: t('identity:workspace.language'), show: languageText },
            }}
          />
          <ProblemNote text={form.problem} />
          {disabled ? null : (
            <Group justify="flex-end">
              <Button type="submit" loading={form.isBusy}>
                {t('identity:workspace.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  );
}

interface General {
  name: string;
  currency: string;
  timeZone: string;
  language: Language;
}

interface GeneralFieldsProps {
  form: Pick<SchemaForm<General, unknown>, 'values' | 'set' | 'errors' | 'text'>;
  disabled: boolean;
}

function GeneralFields({ form, disabled }: GeneralFieldsProps) {
  const { t } = useTranslation();
  const { values, set, errors } = form;
  const order: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error'];
  return (
    <div className={classes['columns']}>
      <TextInput {...form.text('name')} label={t('identity:workspace.name')} disabled={disabled} />
      <CurrencyInput
        label={t('identity:workspace.currency')}
        description={t('identity:workspace.currencyHint')}
        inputWrapperOrder={order}
        disabled={disabled}
        value={values.currency}
        onChange={(value) => value && set('currency', value)}
        error={errors['currency']}
      />
      <TimeZoneInput
        label={t('identity:workspace.timeZone')}
        disabled={disabled}
        value={values.timeZone}
        onChange={(zone) => zone && set('timeZone', zone)}
        error={errors['timeZone']}
      />
      <Select
        label={t('identity:workspace.language')}
        description={t('identity:workspace.languageHint')}
        inputWrapperOrder={order}
        disabled={disabled}
        allowDeselect={false}
        data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
        value={values.language}
        onChange={(value) => isLanguage(value) && set('language', value)}
      />
    </div>
  );
}

interface TaxQuestionProps {
  value: boolean | null;
  onChange: (value: boolean | null) => void;
  disabled: boolean;
}

function TaxQuestion({ value, onChange, disabled }: TaxQuestionProps) {
  const { t } = useTranslation();
  const labels = {
    yes: t('identity:workspace.taxYes'),
    no: t('identity:workspace.taxNo'),
    unknown: t('identity:workspace.taxUnknown'),
  };
  return (
    <Radio.Group
      label={t('identity:workspace.tax')}
      description={t('identity:workspace.taxHint')}
      value={value === null ? 'unknown' : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'unknown' ? null : answer === 'yes')}
    >
      <Group gap="md" mt={6}>
        {(['yes', 'no', 'unknown'] as const).map((one) => (
          <Radio key={one} value={one} label={labels[one]} disabled={disabled} />
        ))}
      </Group>
    </Radio.Group>
  );
}
