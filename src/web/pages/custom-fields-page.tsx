import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { archiveCustomField, listCustomFields, type CustomField } from '../../modules/records/custom-fields/contract.ts';
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

const NewFieldDialog = lazyOpen(async () => (await import('./new-field-dialog.tsx')).NewFieldDialog);

/** The fields that this workspace added to the records of the product. */
export function CustomFieldsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const query = useQuery(queryOf(listCustomFields));
  const fields = query.data?.data ?? [];
  const objects = Object.keys(kinds).filter((kind) => fields.some(({ object }) => object === kind));
  const add = may('settings', 'edit') ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setNew(true)}>
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
              <FieldRow key={field.id} field={field} mayEdit={may('settings', 'edit')} />
            ))}
        </Card>
      ))}
      <NewFieldDialog isOpen={isNew} onClose={() => setNew(false)} known={fields} />
    </SettingsFrame>
  );
}

function FieldRow({ field, mayEdit }: { field: CustomField; mayEdit: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const confirm = useConfirm();
  const queryClient = useQueryClient();
  const archive = useMutation({
    mutationFn: () => call(archiveCustomField, { params: { id: field.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['custom-fields'] }),
  });
  const name = localizedText(field.labels, language) ?? field.key;
  const choices = field.choices.map((choice) => localizedText(choice.labels, language) ?? choice.value);
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
      <Chip>{t(`web:customFields.kinds.${field.kind}`)}</Chip>
      <code className={classes['key']}>{field.key}</code>
      {mayEdit ? (
        <ActionMenu
          label={t('web:customFields.actionsOf', { name })}
          actions={[
            { key: 'archive', label: t('web:customFields.archive'), isDestructive: true, onClick: () => void handleArchive() },
          ]}
        />
      ) : null}
    </CardRow>
  );
}
