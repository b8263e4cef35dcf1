import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StageInput } from '../contract.ts';
import type { Draft } from './designer-rules.ts';

export interface StagePartProps {
  draft: Draft;
  stage: StageInput;
  /** Changes some of the stage. Stays the same function while one types, so that only what is typed into is drawn anew. */
  onChange: (patch: Partial<StageInput>) => void;
}

export function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      className="cd-touch"
      aria-label={t('process:screens.remove', { name: label })}
      onClick={onClick}
    >
      <IconX size={16} />
    </ActionIcon>
  );
}
