import { ActionIcon, Anchor, Textarea } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { useFormat } from '../../../web/use-format.ts';
import { downloadFile } from '../../timeline/files/contract.ts';
import { FileDrop } from '../../timeline/web/file-drop.tsx';
import { useUploadFile } from '../../timeline/web/queries.ts';
import type { Evidence } from '../guide/contract.ts';
import classes from './guide.module.css';

export interface EvidenceDraft {
  note: string;
  file: File | null;
}

/** A note and a file that show something. `keep` puts the file on the deal and answers what the use case is told. */
export function useEvidence(dealId: string) {
  const [draft, setDraft] = useState<EvidenceDraft>({ note: '', file: null });
  const upload = useUploadFile(dealId);
  // A file that is there already is not sent again when what follows was refused.
  const kept = useRef<{ file: File; id: string } | null>(null);
  const keep = async (): Promise<{ note?: string; fileId?: string }> => {
    const note = draft.note.trim();
    const { file } = draft;
    if (file && kept.current?.file !== file) kept.current = { file, id: (await upload.mutateAsync(file)).id };
    return { ...(note === '' ? {} : { note }), ...(file && kept.current ? { fileId: kept.current.id } : {}) };
  };
  return { draft, setDraft, keep, isSending: upload.isPending, isEmpty: draft.note.trim() === '' && draft.file === null };
}

interface EvidenceFieldsProps {
  draft: EvidenceDraft;
  onChange: (draft: EvidenceDraft) => void;
  label: string;
  hint: string;
  error?: string | null;
}

/** Asks for what a colleague can check: a sentence, a file, or both. */
export function EvidenceFields({ draft, onChange, label, hint, error = null }: EvidenceFieldsProps) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <>
      <Textarea
        label={label}
        description={hint}
        value={draft.note}
        onChange={(event) => onChange({ ...draft, note: event.currentTarget.value })}
        error={error}
        autosize
        minRows={2}
        data-autofocus
      />
      {draft.file ? (
        <div className={classes['chosen']}>
          <IconPaperclip size={16} aria-hidden="true" />
          <span>{draft.file.name}</span>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('deals:screens.removeLine', { name: draft.file.name })}
            onClick={() => onChange({ ...draft, file: null })}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ) : may('file', 'create') ? (
        <FileDrop text={t('deals:screens.evidenceFile')} onChoose={([file]) => onChange({ ...draft, file: file ?? null })} />
      ) : null}
    </>
  );
}

/** Evidence as it is kept: what was said, the file to open, by whom and when. */
export function EvidenceLine({ evidence }: { evidence: Evidence }) {
  const format = useFormat();
  const { note, file, by, at } = evidence;
  return (
    <small>
      {note ? <span className={classes['said']}>{note}</span> : null}
      {file ? (
        <>
          <Anchor href={urlOf(downloadFile, { params: { id: file.id } })} download={file.name} inherit>
            <IconPaperclip size={13} aria-hidden="true" className={classes['clip'] ?? ''} />
            {file.name}
          </Anchor>
          {' · '}
        </>
      ) : null}
      {[by?.name, format.instant(at)].filter(Boolean).join(' · ')}
    </small>
  );
}
