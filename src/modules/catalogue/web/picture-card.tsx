import { Button, FileButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, keyOf, queryOf, urlOf } from '../../../web/api.ts';
import { Card } from '../../../web/ui/card.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { downloadFile, listFiles, uploadFile } from '../../timeline/files/contract.ts';
import type { ProductParts } from '../parts/contract.ts';
import classes from './catalogue.module.css';
import { useSetParts } from './queries.ts';

interface PictureCardProps {
  productId: string;
  parts: ProductParts;
  mayEdit: boolean;
}

/** The pictures among a product's files; one of them stands for it. */
export function PictureCard({ productId, parts, mayEdit }: PictureCardProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const save = useSetParts(productId);
  const files = useQuery(queryOf(listFiles, { params: { id: productId } }));
  const pictures = files.data?.data.filter(({ mediaType }) => /^image\/(png|jpeg|webp|gif)$/.test(mediaType)) ?? [];
  const choose = (imageId: string | null): Promise<void> =>
    save.mutateAsync({ version: parts.version, imageId }).then(() => showDone(t('catalogue:screens.saved')), showProblem);
  const handleUpload = async (file: File | null): Promise<void> => {
    if (!file) return;
    try {
      const made = await call(uploadFile, { params: { id: productId }, query: { name: file.name }, body: file });
      await client.invalidateQueries({ queryKey: keyOf(listFiles, { params: { id: productId } }) });
      await choose(made.id);
    } catch (error) {
      showProblem(error);
    }
  };
  return (
    <Card title={t('catalogue:picture.title')}>
      {pictures.length === 0 ? <EmptyState title={t('catalogue:picture.none')} hint={t('catalogue:picture.hint')} /> : null}
      <div className={classes['pictures']}>
        {pictures.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className={classes['pick']}
            disabled={!mayEdit}
            aria-pressed={id === parts.imageId}
            aria-label={name}
            onClick={() => void choose(id === parts.imageId ? null : id)}
          >
            <img className={classes['picture']} src={urlOf(downloadFile, { params: { id } })} alt={name} loading="lazy" />
          </button>
        ))}
        {mayEdit ? (
          <FileButton accept="image/png,image/jpeg,image/webp,image/gif" onChange={(file) => void handleUpload(file)}>
            {(props) => (
              <Button variant="default" {...props}>
                {t('catalogue:picture.add')}
              </Button>
            )}
          </FileButton>
        ) : null}
      </div>
    </Card>
  );
}
