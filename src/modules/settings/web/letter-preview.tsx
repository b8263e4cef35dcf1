import { useTranslation } from 'react-i18next';
import type { Language } from '../../../platform/languages.ts';
import { download, fetchFile } from '../../../web/api.ts';
import { DocumentSheet } from '../../../web/document-preview.tsx';
import { type BrandingChanges, previewLetterhead } from '../branding/contract.ts';

interface LetterPreviewProps {
  changes: Omit<BrandingChanges, 'version'>;
  language: Language;
  /** Of what is saved: pictures change it too. */
  version: number;
}

/** A letter as the typed values would make it. */
export function LetterPreview({ changes, language, version }: LetterPreviewProps) {
  const { t } = useTranslation();
  return (
    <DocumentSheet
      queryKey={['branding', 'preview', version, language, changes]}
      load={(signal) => fetchFile(previewLetterhead, { body: { changes, language, format: 'svg' }, signal })}
      save={() => download(previewLetterhead, { body: { changes, language, format: 'pdf' } })}
      alt={t('settings:company.previewAlt')}
      saveLabel={t('settings:company.savePdf')}
    />
  );
}
