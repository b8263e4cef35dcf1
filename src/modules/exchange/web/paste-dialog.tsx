import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { useFormat } from '../../../web/use-format.ts';

interface PasteDialogProps {
  onTake: (file: File) => void;
  onClose: () => void;
}

/** Rows copied from a spreadsheet, taken as a file: from there on they are read as any other. */
export function PasteDialog({ onTake, onClose }: PasteDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState('');
  const isReady = text.trim().includes('\n');
  return (
    <FormDialog
      title={t('exchange:screens.pasteTitle')}
      action={t('exchange:screens.pasteTake')}
      size="lg"
      isLong
      form={{ problem: null, isBusy: false, isReady }}
      onSend={(event) => {
        event.preventDefault();
        const name = `${t('exchange:screens.pasteName', { when: format.today() })}.tsv`;
        onTake(new File([text], name, { type: 'text/csv' }));
      }}
      onClose={onClose}
    >
      <Textarea
        label={t('exchange:screens.pasteLabel')}
        description={t('exchange:screens.pasteHint')}
        rows={12}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono, monospace)', whiteSpace: 'pre', overflowX: 'auto' } }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}
