import { TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { bodySchema } from '../../../web/body-schema.ts';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { type SchemaForm, useSchemaForm } from '../../../web/use-schema-form.ts';
import { createWebhook, updateWebhook, type Webhook, type WebhookWithSecret } from '../contract.ts';
import { KindsInput } from './kinds-input.tsx';
import { useCreateWebhook, useUpdateWebhook } from './queries.ts';
import classes from './webhooks.module.css';

interface Values {
  url: string;
  description: string | null;
  eventKinds: string[] | null;
}

/** A new webhook; hands over what was made with its secret, which is shown once. */
export function AddDialog({ onMade, onClose }: { onMade: (made: WebhookWithSecret) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreateWebhook();
  const initial: Values = { url: '', description: null, eventKinds: null };
  const form = useSchemaForm(bodySchema(createWebhook), initial);
  const send = form.submit(async (body) => onMade(await create.mutateAsync(body)));
  return <WebhookForm title={t('webhooks:add')} action={t('webhooks:add')} form={form} onSend={send} onClose={onClose} />;
}

/** Changes address, name and events of a webhook. */
export function EditDialog({ webhook, title, onClose }: { webhook: Webhook; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  const update = useUpdateWebhook(webhook.id);
  const { version, url, description, eventKinds } = webhook;
  const initial: Values & { version: number } = { version, url, description, eventKinds };
  const form = useSchemaForm(bodySchema(updateWebhook), initial);
  const send = form.submit(async (body) => {
    await update.mutateAsync(body);
    showDone(t('webhooks:saved'));
    onClose();
  });
  return <WebhookForm title={title} action={t('web:actions.save')} form={form} onSend={send} onClose={onClose} />;
}

interface WebhookFormProps {
  title: string;
  action: string;
  form: Pick<SchemaForm<Values, unknown>, 'values' | 'set' | 'errors' | 'problem' | 'clash' | 'isBusy' | 'text'>;
  onSend: (event: FormEvent) => unknown;
  onClose: () => void;
}

function WebhookForm({ title, action, form, onSend, onClose }: WebhookFormProps) {
  const { t } = useTranslation();
  const { values, set, errors } = form;
  return (
    <FormDialog title={title} action={action} size="lg" form={form} onSend={onSend} onClose={onClose}>
      <TextInput
        {...form.text('url')}
        type="url"
        label={t('webhooks:form.url')}
        description={t('webhooks:form.urlHint')}
        placeholder="https://"
        data-autofocus
      />
      <TextInput
        label={t('webhooks:form.description')}
        description={t('webhooks:form.descriptionHint')}
        value={values.description ?? ''}
        onChange={(event) => set('description', event.currentTarget.value === '' ? null : event.currentTarget.value)}
        error={errors['description']}
      />
      <KindsInput value={values.eventKinds} onChange={(kinds) => set('eventKinds', kinds)} error={errors['eventKinds']} />
      <p className={classes['sub']}>{t('webhooks:form.rightsHint')}</p>
      <FormConflict
        clash={form.clash}
        fields={{
          url: { label: t('webhooks:form.url') },
          description: { label: t('webhooks:form.description') },
          eventKinds: { label: t('webhooks:form.events') },
        }}
      />
    </FormDialog>
  );
}
