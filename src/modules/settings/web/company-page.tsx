import { Button, Group, SegmentedControl, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language, languageNames, languages } from '../../../platform/languages.ts';
import { bodySchema } from '../../../web/body-schema.ts';
import { WithPreview } from '../../../web/document-preview.tsx';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { currentLanguage } from '../../../web/i18n.ts';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { type Branding, type BrandingChanges, updateBranding } from '../branding/contract.ts';
import { BrandImages } from './brand-images.tsx';
import { ColorField } from './color-field.tsx';
import { LetterPreview } from './letter-preview.tsx';
import { useBranding, useUpdateBranding } from './queries.ts';
import classes from './company.module.css';

type Key = Exclude<keyof BrandingChanges, 'version'>;

/** The groups of the form; a text of several lines stands alone. */
const groups: readonly { name: 'identity' | 'contact' | 'bank'; keys: readonly Key[] }[] = [
  { name: 'identity', keys: ['name', 'nameEn', 'color', 'taxNumber'] },
  { name: 'contact', keys: ['address', 'addressEn', 'phone', 'email', 'website'] },
  { name: 'bank', keys: ['bankName', 'bankAccount', 'bankCode', 'foot'] },
];
const keys = groups.flatMap((group) => group.keys);
const long: ReadonlySet<Key> = new Set(['address', 'addressEn', 'foot']);

/** What customers see of the company on pages, in mails and on documents, with a letter beside it. */
export function CompanyPage() {
  const { t } = useTranslation();
  const branding = useBranding();
  return (
    <SettingsFrame title={t('settings:company.title')} intro={t('settings:company.intro')}>
      {branding.error ? <ErrorState error={branding.error} onRetry={() => void branding.refetch()} /> : null}
      {branding.isPending ? <Skeleton height={320} /> : null}
      {branding.data ? <CompanyForm key={branding.data.version} branding={branding.data} /> : null}
    </SettingsFrame>
  );
}

function CompanyForm({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const may = useMay();
  const update = useUpdateBranding();
  const { workspaceName: _name, logo: _logo, seal: _seal, ...initial } = branding;
  const form = useSchemaForm(bodySchema(updateBranding), initial);
  const mayEdit = may('settings', 'edit');
  const send = form.submit(async (body) => {
    await update.mutateAsync(body);
    showDone(t('settings:company.saved'));
  });
  const { version: _version, ...changes } = form.values;
  const label = (key: Key): string => t(`settings:company.fields.${key}`);
  return (
    <WithPreview
      label={t('settings:company.preview')}
      preview={mayEdit ? <Preview changes={changes} version={branding.version} /> : null}
    >
      <Stack gap="md">
        <BrandImages branding={branding} />
        <form onSubmit={(event) => void send(event)} noValidate>
          <Stack gap="md">
            {groups.map(({ name, keys: shown }) => (
              <Card key={name} title={t(`settings:company.groups.${name}`)} padded>
                <div className={classes['fields']}>
                  {shown.map((key) => (
                    <Field key={key} name={key} branding={branding} form={form} label={label(key)} isDisabled={!mayEdit} />
                  ))}
                </div>
              </Card>
            ))}
            <FormConflict clash={form.clash} fields={Object.fromEntries(keys.map((key) => [key, { label: label(key) }]))} />
            <ProblemNote text={form.problem} />
            {mayEdit ? (
              <Group justify="flex-end">
                <Button type="submit" loading={form.isBusy}>
                  {t('settings:company.save')}
                </Button>
              </Group>
            ) : null}
          </Stack>
        </form>
      </Stack>
    </WithPreview>
  );
}

interface FieldProps {
  name: Key;
  branding: Branding;
  form: { values: BrandingChanges; set: (key: Key, value: string | null) => void; errors: Partial<Record<string, string>> };
  label: string;
  isDisabled: boolean;
}

function Field({ name, branding, form, label, isDisabled }: FieldProps) {
  const { t } = useTranslation();
  const set = (text: string): void => form.set(name, text === '' ? null : text);
  const hint = t(`settings:company.hints.${name}`, { defaultValue: '' });
  const props = { label, description: hint, disabled: isDisabled, value: form.values[name] ?? '', error: form.errors[name] };
  if (name === 'color') return <ColorField {...props} onChange={set} />;
  const placeholder = name === 'name' || name === 'nameEn' ? (branding.name ?? branding.workspaceName) : undefined;
  const input = {
    ...props,
    placeholder,
    onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
  };
  return long.has(name) ? (
    <Textarea {...input} autosize minRows={2} maxRows={5} className={classes['wide']} />
  ) : (
    <TextInput {...input} />
  );
}

function Preview({ changes, version }: { changes: Omit<BrandingChanges, 'version'>; version: number }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const [settled] = useDebouncedValue(changes, 400);
  return (
    <>
      <Group justify="space-between" gap="xs">
        <h2 className={classes['heading']}>{t('settings:company.preview')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('settings:company.language')}
          value={language}
          onChange={(value) => isLanguage(value) && setLanguage(value)}
          data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
        />
      </Group>
      <LetterPreview changes={settled} language={language} version={version} />
    </>
  );
}
