import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Language, otherLanguage, withText } from '../../../platform/languages.ts';
import type { QuoteLine } from '../content/contract.ts';

interface LineTranslationsProps {
  line: QuoteLine;
  language: Language;
  patch: (change: Partial<QuoteLine>, group?: string) => void;
}

/** The name and the note for readers of the other language. */
export function LineTranslations({ line, language, patch }: LineTranslationsProps) {
  const { t } = useTranslation();
  const other = otherLanguage(language);
  const set = (key: 'names' | 'notes', text: string): void => patch({ [key]: withText(line[key], other, text) }, key);
  return (
    <>
      <TextInput
        label={t(`offers:details.nameIn.${other}`)}
        value={line.names?.[other] ?? ''}
        maxLength={500}
        onChange={(event) => set('names', event.currentTarget.value)}
      />
      {line.note === null ? null : (
        <Textarea
          label={t(`offers:details.noteIn.${other}`)}
          autosize
          minRows={2}
          maxLength={4000}
          value={line.notes?.[other] ?? ''}
          onChange={(event) => set('notes', event.currentTarget.value)}
        />
      )}
    </>
  );
}
