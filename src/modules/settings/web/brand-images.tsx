import { Button, FileButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { type Branding, type BrandingImageKind, getBrandingImage } from '../branding/contract.ts';
import { useRemoveBrandingImage, useSetBrandingImage } from './queries.ts';
import classes from './company.module.css';

/** Logo and company seal: shown, chosen, removed. */
export function BrandImages({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Card title={t('settings:company.pictures')} padded>
      <div className={classes['pictures']}>
        <Picture kind="logo" branding={branding} />
        {may('settings', 'edit') ? <Picture kind="seal" branding={branding} /> : null}
      </div>
    </Card>
  );
}

function Picture({ kind, branding }: { kind: BrandingImageKind; branding: Branding }) {
  const { t } = useTranslation();
  const may = useMay();
  const confirm = useConfirm();
  const put = useSetBrandingImage(kind);
  const remove = useRemoveBrandingImage();
  const name = t(`settings:company.${kind}`);
  const found = branding[kind];
  const choose = (file: File | null): void => {
    if (file) put.mutate(file, { onSuccess: () => showDone(t('settings:company.pictureSaved')), onError: showProblem });
  };
  const handleRemove = async (): Promise<void> => {
    const text = t('settings:company.removeText');
    const isSure = await confirm({
      title: t('settings:company.removeTitle', { name }),
      text,
      action: t('settings:company.remove'),
      isDestructive: true,
    });
    if (isSure) remove.mutate(kind, { onSuccess: () => showDone(t('settings:company.pictureRemoved')), onError: showProblem });
  };
  return (
    <figure className={classes['picture']}>
      <div className={classes['frame']}>
        {found ? (
          <img src={urlOf(getBrandingImage, { params: { kind }, query: { at: found.createdAt } })} alt={name} />
        ) : (
          <span>{t(`settings:company.${kind}None`)}</span>
        )}
      </div>
      <figcaption>
        <b>{name}</b>
        <p>{t(`settings:company.${kind}Hint`)}</p>
        {may('settings', 'edit') ? (
          <Group gap="xs">
            <FileButton accept="image/png,image/jpeg" onChange={choose}>
              {(props) => (
                <Button {...props} variant="default" size="xs" loading={put.isPending}>
                  {t(found ? 'settings:company.replace' : 'settings:company.choose', { name })}
                </Button>
              )}
            </FileButton>
            {found ? (
              <Button variant="subtle" color="red" size="xs" onClick={() => void handleRemove()}>
                {t('settings:company.remove')}
              </Button>
            ) : null}
          </Group>
        ) : null}
      </figcaption>
    </figure>
  );
}
