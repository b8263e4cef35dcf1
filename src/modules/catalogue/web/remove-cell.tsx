import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './catalogue.module.css';

interface RemoveCellProps {
  /** What the row is called. */
  name: string;
  mayEdit: boolean;
  onRemove: () => void;
}

/** The last cell of a row: takes it away, where one may. */
export function RemoveCell({ name, mayEdit, onRemove }: RemoveCellProps) {
  const { t } = useTranslation();
  return (
    <td className={classes['act']}>
      {mayEdit ? (
        <ActionIcon variant="subtle" color="gray" aria-label={t('web:actions.remove', { name })} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </td>
  );
}
