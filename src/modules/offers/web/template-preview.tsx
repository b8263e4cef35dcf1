import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../platform/languages.ts';
import { download, fetchFile } from '../../../web/api.ts';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { previewQuoteTemplate, type QuoteTemplate } from '../layout/contract.ts';
import classes from './template.module.css';

interface TemplatePreviewProps {
  changes: Omit<QuoteTemplate, 'version'>;
  language: Language;
  /** The quote that is shown; the sample where null. */
  quoteId: string | null;
}

/** The pages of a quote as they would print now, made by the engine that makes the PDF. */
export function TemplatePreview({ changes, language, quoteId }: TemplatePreviewProps) {
  const { t } = useTranslation();
  const asked = { changes, language, ...(quoteId === null ? {} : { quoteId }) };
  const pages = useQuery({
    queryKey: ['quote-template', 'preview', language, quoteId, changes],
    queryFn: async ({ signal }) => {
      const file = await fetchFile(previewQuoteTemplate, { body: { ...asked, format: 'svg' }, signal });
      return `data:image/svg+xml,${encodeURIComponent(await file.text())}`;
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
  const save = (): Promise<void> => download(previewQuoteTemplate, { body: { ...asked, format: 'pdf' } });
  return (
    <>
      {pages.data ? <img src={pages.data} alt={t('offers:template.previewAlt')} className={classes['sheet']} /> : null}
      {pages.isPending ? <Skeleton className={classes['sheet']} /> : null}
      {pages.error && !pages.data ? <ErrorState error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      <Button variant="default" onClick={() => void save().catch(showProblem)}>
        {t('offers:template.savePdf')}
      </Button>
    </>
  );
}
