import { ActionIcon, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './agreed.module.css';

interface PartFrameProps {
  head: ReactNode;
  name: string;
  canEdit: boolean;
  onRemove: () => void;
  children: ReactNode;
}

/** A part of a document with what takes it off. */
export function PartFrame({ head, name, canEdit, onRemove, children }: PartFrameProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <div className={classes['head']}>
        {head}
        {canEdit ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            className="cd-touch"
            aria-label={t('web:actions.remove', { name })}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        ) : null}
      </div>
      {children}
    </Stack>
  );
}
