import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './catalogue.module.css';

interface SaveBarProps {
  draft: { isDirty: boolean; isBusy: boolean; discard: () => void; send: () => Promise<void> };
  /** What adds a row. */
  add?: { label: string; onClick: () => void };
  children?: ReactNode;
}

/** Below rows that are saved together: add one, save all, or leave them as they were. */
export function SaveBar({ draft, add, children }: SaveBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['foot']}>
      {add ? (
        <Button variant="subtle" leftSection={<IconPlus size={16} />} onClick={add.onClick}>
          {add.label}
        </Button>
      ) : null}
      {children}
      {draft.isDirty ? (
        <>
          <Button variant="default" className={classes['end'] ?? ''} onClick={draft.discard}>
            {t('web:actions.cancel')}
          </Button>
          <Button loading={draft.isBusy} onClick={() => void draft.send()}>
            {t('web:actions.save')}
          </Button>
        </>
      ) : null}
    </div>
  );
}
