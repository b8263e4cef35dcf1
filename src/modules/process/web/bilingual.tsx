import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../platform/endpoint.ts';

interface BilingualProps {
  label: string;
  value: LocalizedText | null;
  onChange: (value: LocalizedText) => void;
  isLong?: boolean;
}

/** The same text in both languages, side by side. Traditional is made from Simplified anew. */
export function Bilingual({ label, value, onChange, isLong = false }: BilingualProps) {
  const { t } = useTranslation();
  const Input = isLong ? Textarea : TextInput;
  return (
    <>
      {(['zh-Hans', 'en'] as const).map((language) => (
        <Input
          key={language}
          label={t(language === 'en' ? 'process:screens.inEnglish' : 'process:screens.inChinese', { label })}
          lang={language}
          value={value?.[language] ?? ''}
          onChange={(event: { currentTarget: { value: string } }) =>
            onChange({
              ...value,
              [language]: event.currentTarget.value,
              ...(language === 'zh-Hans' ? { 'zh-Hant': undefined } : {}),
            })
          }
          {...(isLong ? { autosize: true, minRows: 2 } : {})}
        />
      ))}
    </>
  );
}
