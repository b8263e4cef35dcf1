import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../../web/api.ts';
import { Card } from '../../../web/ui/card.tsx';
import { listFiles } from '../../timeline/files/contract.ts';
import classes from './quote.module.css';
import type { PartProps } from './part-props.ts';

/** Which files of the quote go out with it. */
export function FilesCard({ content: { fileIds }, canEdit, patch, quoteId }: PartProps & { quoteId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(queryOf(listFiles, { params: { id: quoteId } }));
  return (
    <Card title={t('offers:parts.fileIds')} padded>
      <Stack gap="xs">
        {data?.data.length === 0 ? (
          <p className={classes['quiet']} style={{ margin: 0 }}>
            {t('offers:terms.filesHint')}
          </p>
        ) : null}
        {data?.data.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            disabled={!canEdit}
            checked={fileIds.includes(id)}
            onChange={(event) =>
              patch({ fileIds: event.currentTarget.checked ? [...fileIds, id] : fileIds.filter((one) => one !== id) })
            }
          />
        ))}
      </Stack>
    </Card>
  );
}
