import { useTranslation } from 'react-i18next';
import type { Language } from '../../../platform/languages.ts';
import { download, fetchFile } from '../../../web/api.ts';
import { DocumentSheet } from '../../../web/document-preview.tsx';
import { previewQuoteTemplate, type QuoteTemplate } from '../layout/contract.ts';

interface TemplatePreviewProps {
  changes: Omit<QuoteTemplate, 'version'>;
  language: Language;
  /** The quote that is shown; the sample where null. */
  quoteId: string | null;
}

/** The pages of a quote as they would print now. */
export function TemplatePreview({ changes, language, quoteId }: TemplatePreviewProps) {
  const { t } = useTranslation();
  const asked = { changes, language, ...(quoteId === null ? {} : { quoteId }) };
  return (
    <DocumentSheet
      queryKey={['quote-template', 'preview', language, quoteId, changes]}
      load={(signal) => fetchFile(previewQuoteTemplate, { body: { ...asked, format: 'svg' }, signal })}
      save={() => download(previewQuoteTemplate, { body: { ...asked, format: 'pdf' } })}
      alt={t('offers:template.previewAlt')}
      saveLabel={t('offers:template.savePdf')}
    />
  );
}
