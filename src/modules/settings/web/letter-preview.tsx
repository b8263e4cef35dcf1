import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../platform/languages.ts';
import { download, fetchFile } from '../../../web/api.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { type BrandingChanges, previewLetterhead } from '../branding/contract.ts';
import classes from './company.module.css';

interface LetterPreviewProps {
  changes: Omit<BrandingChanges, 'version'>;
  language: Language;
  /** Of what is saved: pictures change it too. */
  version: number;
}

/** A letter as the typed values would make it, by the engine that makes the documents. */
export function LetterPreview({ changes, language, version }: LetterPreviewProps) {
  const { t } = useTranslation();
  const letter = useQuery({
    queryKey: ['branding', 'preview', version, language, changes],
    queryFn: ({ signal }) => pictureOf(changes, language, signal),
    placeholderData: keepPreviousData,
    // What is typed halfway (a mail address without its end) is refused; the last letter stays.
    retry: false,
  });
  const save = (): Promise<void> => download(previewLetterhead, { body: { changes, language, format: 'pdf' } });
  return (
    <>
      {letter.data ? <img src={letter.data} alt={t('settings:company.previewAlt')} className={classes['sheet']} /> : null}
      {letter.isPending ? <Skeleton className={classes['sheet']} /> : null}
      {letter.error && !letter.data ? <ErrorState error={letter.error} onRetry={() => void letter.refetch()} /> : null}
      <Button variant="default" onClick={() => void save().catch(showProblem)}>
        {t('settings:company.savePdf')}
      </Button>
    </>
  );
}

/** The letter as the address of a picture that holds it. */
async function pictureOf(changes: LetterPreviewProps['changes'], language: Language, signal: AbortSignal): Promise<string> {
  const file = await fetchFile(previewLetterhead, { body: { changes, language, format: 'svg' }, signal });
  return `data:image/svg+xml,${encodeURIComponent(await file.text())}`;
}
