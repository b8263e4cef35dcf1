import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  archiveCustomField,
  type CustomField,
  listCustomFields,
  purgeCustomField,
  restoreCustomField,
} from '../../modules/records/custom-fields/contract.ts';
import { call, queryOf } from '../api.ts';
import { localizedText } from '../entity/read-values.ts';
import { kindLabel, kinds } from '../kinds.ts';
import { lazyOpen } from '../lazy-open.tsx';
import { useMay } from '../session.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { Card, CardRow } from '../ui/card.tsx';
import { Chip } from '../ui/chip.tsx';
import { useConfirm } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ActionMenu } from '../ui/page-header.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { showOutcome } from '../ui/toast.tsx';
import { useLanguage } from '../use-format.ts';
import classes from './custom-fields.module.css';

const FieldDialog = lazyOpen(async () => (await import('./field-dialog.tsx')).FieldDialog);

/** The fields that this workspace added to the records of the product. */
export function CustomFieldsPage() {
  const { t } = useTranslation();
  const may = useMay();
  // Null while nothing is edited; `new` for a field to be added.
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null);
  const query = useQuery(queryOf(listCustomFields));
  const fields = query.data?.data ?? [];
  const objects = Object.keys(kinds).filter((kind) => fields.some(({ object }) => object === kind));
  const add = may('settings', 'edit') ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('web:customFields.add')}
    </Button>
  ) : null;
  return (
    <SettingsFrame title={t('web:customFields.title')} intro={t('web:customFields.intro')} primary={add}>
      {query.isPending ? <PageSkeleton /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && fields.length === 0 ? (
        <Card>
          <EmptyState title={t('web:customFields.empty')} hint={t('web:customFields.emptyHint')} />
        </Card>
      ) : null}
      {objects.map((object) => (
        <Card key={object} title={t(kindLabel(object))}>
          {fields
            .filter((field) => field.object === object)
            .map((field) => (
              <FieldRow key={field.id} field={field} mayEdit={may('settings', 'edit')} onEdit={() => setEdited(field)} />
            ))}
        </Card>
      ))}
      {may('settings', 'edit') ? <ArchivedFields /> : null}
      <FieldDialog
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        known={fields}
        field={edited === 'new' ? null : edited}
      />
    </SettingsFrame>
  );
}

function FieldRow({ field, mayEdit, onEdit }: { field: CustomField; mayEdit: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const confirm = useConfirm();
  const queryClient = useQueryClient();
  const archive = useMutation({
    mutationFn: () => call(archiveCustomField, { params: { id: field.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['custom-fields'] }),
  });
  const name = localizedText(field.labels, language) ?? field.key;
  const offered = field.choices.filter(({ isRetired }) => !isRetired);
  const choices = offered.map((choice) => localizedText(choice.labels, language) ?? choice.value);
  const handleArchive = async (): Promise<void> => {
    const question = {
      title: t('web:customFields.archiveTitle', { name }),
      text: t('web:customFields.archiveText'),
      action: t('web:customFields.archive'),
      isDestructive: true,
    };
    if (await confirm(question)) await showOutcome(archive.mutateAsync(), t('web:customFields.archived', { name }));
  };
  return (
    <CardRow>
      <div className={classes['name']}>
        <span>{name}</span>
        <small>{choices.join(' · ')}</small>
      </div>
      {field.isRequired ? <Chip tone="warn">{t('web:customFields.required')}</Chip> : null}
      {field.isUnique ? <Chip>{t('web:customFields.unique')}</Chip> : null}
      <Chip>{t(`web:customFields.kinds.${field.kind}`)}</Chip>
      <code className={classes['key']}>{field.key}</code>
      {mayEdit ? (
        <ActionMenu
          label={t('web:customFields.actionsOf', { name })}
          actions={[
            { key: 'edit', label: t('web:actions.edit'), onClick: onEdit },
            { key: 'archive', label: t('web:customFields.archive'), isDestructive: true, onClick: () => void handleArchive() },
          ]}
        />
      ) : null}
    </CardRow>
  );
}

/** Fields out of use: their values are still there, until somebody deletes them for good. */
function ArchivedFields() {
  const { t } = useTranslation();
  const query = useQuery(queryOf(listCustomFields, { query: { archived: 'true' } }));
  const fields = query.data?.data ?? [];
  if (fields.length === 0) return null;
  return (
    <Card title={t('web:customFields.outOfUse')}>
      {fields.map((field) => (
        <ArchivedRow key={field.id} field={field} />
      ))}
    </Card>
  );
}

function ArchivedRow({ field }: { field: CustomField }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const confirm = useConfirm();
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['custom-fields'] });
  const params = { id: field.id };
  const restore = useMutation({ mutationFn: () => call(restoreCustomField, { params }), onSuccess });
  const purge = useMutation({ mutationFn: () => call(purgeCustomField, { params }), onSuccess });
  const name = localizedText(field.labels, language) ?? field.key;
  const handlePurge = async (): Promise<void> => {
    const question = {
      title: t('web:customFields.purgeTitle', { name }),
      text: t('web:customFields.purgeText'),
      action: t('web:customFields.purge'),
      isDestructive: true,
    };
    if (await confirm(question)) await showOutcome(purge.mutateAsync(), t('web:customFields.purged', { name }));
  };
  const handleRestore = () => void showOutcome(restore.mutateAsync(), t('web:customFields.restored', { name }));
  return (
    <CardRow>
      <div className={classes['name']}>{name}</div>
      <Chip>{t(kindLabel(field.object))}</Chip>
      <ActionMenu
        label={t('web:customFields.actionsOf', { name })}
        actions={[
          { key: 'restore', label: t('web:customFields.restore'), onClick: handleRestore },
          { key: 'purge', label: t('web:customFields.purge'), isDestructive: true, onClick: () => void handlePurge() },
        ]}
      />
    </CardRow>
  );
}
