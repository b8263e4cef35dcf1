import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './layout.module.css';

interface SheetProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A panel that comes up from the foot of the phone. */
export function Sheet({ title, isOpen, onClose, children }: SheetProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      position="bottom"
      size="auto"
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <div className={classes['sheet']}>{children}</div>
    </Drawer>
  );
}
