import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../platform/endpoint.ts';

/** The text of a language, or of the other one where it was not written. */
export function useLocalized(): (text: LocalizedText | null | undefined) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return (text) => {
    if (!text) return '';
    const own = language === 'en' ? text.en : language === 'zh-Hant' ? (text['zh-Hant'] ?? text['zh-Hans']) : text['zh-Hans'];
    return own ?? text['zh-Hans'] ?? text.en ?? '';
  };
}
