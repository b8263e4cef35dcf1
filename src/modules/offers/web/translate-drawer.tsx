import { Button, Drawer, Stack, Textarea } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, otherLanguage, withText } from '../../../platform/languages.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { type Word, wordsOf } from '../translating/rules.ts';
import type { PartProps } from './part-props.ts';
import classes from './quote.module.css';

/** More lines than this are translated in their details: a drawer of a thousand fields helps nobody. */
const mostLines = 100;

type Texts = 'names' | 'notes';

/** One text beside its translation. */
interface Pair {
  key: string;
  label: string;
  text: string;
  translated: string;
  longest: number;
  write: (text: string) => Partial<QuoteContent>;
}

function ofLine(
  content: QuoteContent,
  line: QuoteLine,
  texts: Texts,
  other: 'en' | 'zh-Hans',
): Pick<Pair, 'translated' | 'write'> {
  return {
    translated: line[texts]?.[other] ?? '',
    write: (text) => ({
      lines: content.lines.map((one) => (one.id === line.id ? { ...one, [texts]: withText(line[texts], other, text) } : one)),
    }),
  };
}

function ofWord(content: QuoteContent, { key }: Word, other: 'en' | 'zh-Hans'): Pick<Pair, 'translated' | 'write'> {
  const { [key]: translated = '', ...others } = content.translations?.[other] ?? {};
  return {
    translated,
    write: (text) => ({
      translations: { ...content.translations, [other]: text === '' ? others : { ...others, [key]: text } },
    }),
  };
}

/** All texts of a quote, in the order in which its customer reads them. */
function usePairs(content: QuoteContent): Pair[] {
  const { t } = useTranslation();
  const other = otherLanguage(content.language);
  const labels: Record<string, string> = {
    intro: t('offers:parts.intro'),
    closing: t('offers:parts.closing'),
    note: t('settings:agreed.note'),
    leadText: t('settings:agreed.leadText'),
    place: t('settings:agreed.place'),
    need: t('offers:terms.need'),
    benefit: t('offers:terms.benefit'),
    proof: t('offers:terms.proof'),
    title: t('settings:agreed.title'),
    text: t('settings:agreed.text'),
    plain: t('settings:agreed.plain'),
  };
  const words = wordsOf(content).map((word): Pair => {
    const longest = word.part === 'intro' || word.part === 'closing' ? 8000 : 4000;
    return { key: word.key, label: labels[word.field] ?? '', text: word.text, longest, ...ofWord(content, word, other) };
  });
  const lines = content.lines.slice(0, mostLines).flatMap((line): Pair[] => {
    const pair = (texts: Texts, label: string, text: string | null, longest: number): Pair[] =>
      text ? [{ key: `${line.id}.${texts}`, label, text, longest, ...ofLine(content, line, texts, other) }] : [];
    return [
      ...pair('names', t('offers:columns.name'), line.name, 500),
      ...pair('notes', t('offers:details.note'), line.note, 4000),
    ];
  });
  return [...words, ...lines];
}

/** A button that says how much of the quote is translated, and opens its texts side by side with their translations. */
export function TranslateButton({ content, canEdit, patch }: PartProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const pairs = usePairs(content);
  const other = otherLanguage(content.language);
  const done = pairs.filter(({ translated }) => translated !== '').length;
  if (pairs.length === 0) return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconLanguage size={16} />}
        rightSection={<span className="cd-num">{t('offers:translate.done', { done, all: pairs.length })}</span>}
        onClick={() => setOpen(true)}
      >
        {t(`offers:translate.into.${other}`)}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="right"
        size="min(720px, 100vw)"
        title={t(`offers:translate.into.${other}`)}
        closeButtonProps={{ 'aria-label': t('web:actions.close') }}
      >
        {isOpen ? (
          <Stack gap="md">
            <p className={classes['quiet']} style={{ margin: 0 }}>
              {t('offers:translate.hint', { language: languageNames[content.language] })}
              {content.lines.length > mostLines ? ` ${t('offers:translate.more', { count: mostLines })}` : ''}
            </p>
            {pairs.map((pair) => (
              <Textarea
                key={pair.key}
                label={pair.label}
                description={<span className={classes['original']}>{pair.text}</span>}
                aria-label={`${pair.label}: ${pair.text.slice(0, 80)}`}
                autosize
                minRows={1}
                maxRows={12}
                maxLength={pair.longest}
                disabled={!canEdit}
                value={pair.translated}
                onChange={(event) => patch(pair.write(event.currentTarget.value), `translate ${pair.key}`)}
              />
            ))}
          </Stack>
        ) : null}
      </Drawer>
    </>
  );
}
