import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session.ts';
import classes from './access.module.css';
import { ShareForm } from './share-form.tsx';
import { ShareList } from './share-list.tsx';
import { WhoSees } from './who-sees.tsx';
import { useShares } from './queries.ts';

interface AccessDialogProps {
  id: string;
  kind: string;
  name: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Whom a record is shared with, who works on a deal, and who sees it and why. */
export function AccessDialog({ id, kind, name, isOpen, onClose }: AccessDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('web:access.titleOf', { name })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <Content id={id} kind={kind} />
    </Modal>
  );
}

function Content({ id, kind }: { id: string; kind: string }) {
  const may = useMay();
  const shares = useShares(id);
  const mayShare = shares.data?.mayShare ?? false;
  return (
    <div className={classes['parts']}>
      {mayShare ? <ShareForm id={id} kind={kind} /> : null}
      <ShareList id={id} kind={kind} shares={shares.data?.data ?? []} mayShare={mayShare} />
      {mayShare || may('role', 'edit') ? <WhoSees id={id} /> : null}
    </div>
  );
}
