import { Anchor, Modal, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { SecretOnce } from '../../identity/web/secret-once.tsx';
import { LinkList } from './link-list.tsx';
import { usePublicLinks } from './queries.ts';
import { ShareForm } from './share-form.tsx';
import type { Shareable } from './shareable.ts';

interface ShareDialogProps extends Shareable {
  isOpen: boolean;
  onClose: () => void;
}

/** Shares a record with a customer by a link: what is shown, the links there are, who opened them. */
export function ShareDialog({ isOpen, onClose, ...shareable }: ShareDialogProps) {
  const { t } = useTranslation();
  const [url, setUrl] = useState<string | null>(null);
  const close = (): void => {
    setUrl(null);
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t(url ? 'records:share.madeTitle' : 'records:share.title')}
      size="lg"
      closeOnClickOutside={url === null}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {url ? (
        <SecretOnce label={t('records:share.link')} hint={t('records:share.onceHint')} value={url} onDone={() => setUrl(null)}>
          <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm">
            {t('records:share.look')}
          </Anchor>
        </SecretOnce>
      ) : (
        <Links shareable={shareable} onMade={setUrl} onClose={close} />
      )}
    </Modal>
  );
}

interface LinksProps {
  shareable: Shareable;
  onMade: (url: string) => void;
  onClose: () => void;
}

/** The links there are, or the form for the first one. */
function Links({ shareable, onMade, onClose }: LinksProps) {
  const links = usePublicLinks(shareable.recordId);
  const [isMaking, setMaking] = useState(false);
  if (links.error) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />;
  if (!links.data) return <Skeleton height={160} />;
  const { data, codeChannels } = links.data;
  if (isMaking || data.length === 0)
    return (
      <ShareForm
        shareable={shareable}
        codeChannels={codeChannels}
        onMade={onMade}
        onClose={data.length === 0 ? onClose : () => setMaking(false)}
      />
    );
  return <LinkList links={data} parts={shareable.parts} onNew={() => setMaking(true)} />;
}
