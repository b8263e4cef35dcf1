import { Button, Group, Skeleton, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useSchemaForm } from '../../../web/use-schema-form.ts';
import { type Branding, updateBranding } from '../contract.ts';
import { useBranding, useUpdateBranding } from './queries.ts';
import classes from './settings.module.css';

/** The name and colour that customers see. */
export function BrandingCard() {
  const { t } = useTranslation();
  const branding = useBranding();
  return (
    <Card title={t('settings:branding.title')} padded>
      {branding.error ? <ErrorState error={branding.error} onRetry={() => void branding.refetch()} /> : null}
      {branding.isPending ? <Skeleton height={60} /> : null}
      {branding.data ? <BrandingForm key={branding.data.version} branding={branding.data} /> : null}
    </Card>
  );
}

function BrandingForm({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const may = useMay();
  const update = useUpdateBranding();
  const { version, name, color } = branding;
  const form = useSchemaForm(bodySchema(updateBranding), { version, name, color });
  const send = form.submit(async (body) => {
    await update.mutateAsync(body);
    showDone(t('settings:branding.saved'));
  });
  const disabled = !may('settings', 'edit');
  const input = (key: 'name' | 'color') => ({
    label: t(`settings:branding.${key}`),
    description: t(`settings:branding.${key}Hint`),
    disabled,
    value: form.values[key] ?? '',
    error: form.errors[key],
  });
  const orNull = (text: string): string | null => (text === '' ? null : text);
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <div className={classes['columns']}>
          <TextInput {...input('name')} onChange={(event) => form.set('name', orNull(event.currentTarget.value))} />
          <TextInput
            {...input('color')}
            onChange={(event) => form.set('color', orNull(event.currentTarget.value.trim().toLowerCase()))}
          />
        </div>
        <FormConflict
          clash={form.clash}
          fields={{ name: { label: t('settings:branding.name') }, color: { label: t('settings:branding.color') } }}
        />
        <ProblemNote text={form.problem} />
        {disabled ? null : (
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={form.isBusy}>
              {t('settings:branding.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
