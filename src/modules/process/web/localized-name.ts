import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import { isLanguage, localize } from '../../../platform/languages.ts';

/** The text of a language, or of the nearest one it was written in. */
export function useLocalized(): (text: LocalizedText | null | undefined) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return (text) => (isLanguage(language) ? (localize(text, language) ?? '') : '');
}
