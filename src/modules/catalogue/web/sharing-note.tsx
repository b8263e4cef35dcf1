import { Anchor } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerNumber } from '../numbers/contract.ts';
import classes from './sharing-note.module.css';

interface SharingNoteProps {
  products: CustomerNumber['sharedWith'];
  /** While it is typed: read aloud once it appears, and what is typed stays when a product is looked at. */
  isTyped?: boolean;
}

/** Says that a customer's number stands for other products too, and so finds none of them. It never stands in the way. */
export function SharingNote({ products, isTyped = false }: SharingNoteProps) {
  const { t } = useTranslation();
  if (products.length === 0) return null;
  return (
    <p
      className={classes['note']}
      role={isTyped ? 'status' : undefined}
      title={isTyped ? undefined : t('catalogue:numbers.sharedHint')}
    >
      <span className={classes['word']}>
        <IconAlertTriangle size={14} aria-hidden="true" />
        {t('catalogue:numbers.shared')}
      </span>
      {products.map(({ id, title }) => (
        <Anchor key={id} component={Link} to={`/products/${id}`} target={isTyped ? '_blank' : undefined} inherit>
          {title}
        </Anchor>
      ))}
      {isTyped ? <span>{t('catalogue:numbers.sharedHint')}</span> : null}
    </p>
  );
}
