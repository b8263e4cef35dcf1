import { Checkbox, Collapse, Button, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, languageNames, languages } from '../../../platform/languages.ts';
import { CodeField } from '../../records/web/code-field.tsx';
import { QuoteLetter } from '../sharing/contract.ts';
import classes from './quote.module.css';
import type { Sharing } from './use-share.ts';

/** How the customer gets it: by a letter that is shown before it goes, by a link to copy, or without either. */
export function ShareFields({ sharing }: { sharing: Sharing }) {
  const { t } = useTranslation();
  const { way, ways, set } = sharing;
  if (ways.length === 0) return <p className={classes['quiet']}>{t('offers:share.nothingSet')}</p>;
  return (
    <Stack gap="sm">
      {ways.length > 1 ? (
        <Radio.Group
          label={t('offers:share.way')}
          value={way}
          onChange={(value) => set({ way: ways.find((one) => one === value) ?? null })}
        >
          <div className={classes['ways']}>
            {ways.map((one) => (
              <Radio key={one} value={one} label={t(`offers:share.ways.${one}`)} />
            ))}
          </div>
        </Radio.Group>
      ) : null}
      {way === 'self' ? null : (
        <Select
          label={t('offers:share.language')}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={sharing.language}
          onChange={(value) => isLanguage(value) && sharing.speak(value)}
          allowDeselect={false}
        />
      )}
      {way === 'mail' ? <LetterFields sharing={sharing} /> : null}
      {way === 'self' ? null : <LimitFields sharing={sharing} />}
    </Stack>
  );
}

function LetterFields({ sharing: { letter, choices, set } }: { sharing: Sharing }) {
  const { t } = useTranslation();
  const isWrong = letter.to !== '' && !QuoteLetter.shape.to.safeParse(letter.to).success;
  return (
    <>
      <TextInput
        label={t('offers:share.to')}
        type="email"
        autoComplete="off"
        required
        value={letter.to}
        error={isWrong ? t('offers:share.noAddress') : undefined}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      <TextInput
        label={t('offers:share.subject')}
        required
        maxLength={200}
        value={letter.subject}
        onChange={(event) => set({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('offers:share.text')}
        description={t('offers:share.textHint')}
        required
        autosize
        minRows={6}
        maxRows={14}
        maxLength={6000}
        value={letter.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Checkbox
        label={t('offers:share.attachesPdf')}
        checked={choices.attachesPdf}
        onChange={(event) => set({ attachesPdf: event.currentTarget.checked })}
      />
    </>
  );
}

/** What few need: a text across the page, and a code that its reader has to enter. */
function LimitFields({ sharing: { choices, codeChannels, set, letter, way } }: { sharing: Sharing }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'start' }}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('offers:share.limits')}
      </Button>
      <Collapse expanded={isOpen}>
        <Stack gap="sm">
          <TextInput
            label={t('records:share.watermark')}
            description={t('records:share.watermarkHint')}
            maxLength={60}
            value={choices.watermark}
            onChange={(event) => set({ watermark: event.currentTarget.value })}
          />
          <CodeField
            value={choices.code}
            onChange={(code) =>
              // The code goes to whoever gets the letter, unless another address is typed.
              set({ code: code && code.to === '' && choices.code === null && way === 'mail' ? { ...code, to: letter.to } : code })
            }
            ready={codeChannels}
            isAccepted
            error={undefined}
          />
        </Stack>
      </Collapse>
    </>
  );
}
