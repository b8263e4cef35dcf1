import { Anchor, Button, FileButton } from '@mantine/core';
import { IconFile, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, keyOf, urlOf } from '../../../web/api.ts';
import type { EntityRow } from '../../../web/entity/entity-ui.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { downloadFile, listFiles, uploadFile } from '../../timeline/files/contract.ts';
import classes from './order.module.css';
import { useDocument, useSetPurchaseOrder } from './queries.ts';

/** The customer's own purchase order: its file is kept with the order. */
export function PurchaseOrderCard({ row }: { row: EntityRow }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const { data } = useDocument(row.id);
  const save = useSetPurchaseOrder(row.id);
  const [isBusy, setBusy] = useState(false);
  if (!data) return null;
  const { poFile, actions, order } = data;
  const mayEdit = actions.includes('edit') && may('file', 'create');
  const choose = async (fileId: string | null): Promise<void> => {
    await save.mutateAsync({ version: order.version, fileId });
    if (fileId !== null) showDone(t('orders:screens.poSaved'));
  };
  const handleUpload = async (file: File | null): Promise<void> => {
    if (!file) return;
    setBusy(true);
    try {
      const made = await call(uploadFile, { params: { id: row.id }, query: { name: file.name }, body: file });
      await client.invalidateQueries({ queryKey: keyOf(listFiles, { params: { id: row.id } }) });
      await choose(made.id);
    } catch (error) {
      showProblem(error);
    }
    setBusy(false);
  };
  if (!poFile && !mayEdit) return null;
  return (
    <Card title={t('orders:screens.poTitle')} padded>
      <div className={classes['stack']}>
        {poFile ? (
          <div className={classes['po']}>
            <IconFile size={18} stroke={1.5} aria-hidden="true" />
            <Anchor href={urlOf(downloadFile, { params: { id: poFile.id } })} download={poFile.name}>
              {poFile.name}
            </Anchor>
          </div>
        ) : (
          <p className={classes['quiet']}>{t('orders:screens.poNone')}</p>
        )}
        {mayEdit ? (
          <div className={classes['po']}>
            <FileButton onChange={(file) => void handleUpload(file)}>
              {(props) => (
                <Button {...props} variant="default" loading={isBusy} leftSection={<IconUpload size={16} />}>
                  {t(poFile ? 'orders:screens.poReplace' : 'orders:screens.poFile')}
                </Button>
              )}
            </FileButton>
            {poFile ? (
              <Button variant="subtle" color="gray" disabled={isBusy} onClick={() => void choose(null).catch(showProblem)}>
                {t('orders:screens.poClear')}
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
    </Card>
  );
}
