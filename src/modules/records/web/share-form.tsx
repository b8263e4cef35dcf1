import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language, languageNames, languages } from '../../../platform/languages.ts';
import { bodySchema } from '../../../web/body-schema.ts';
import { currentLanguage } from '../../../web/i18n.ts';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { type SchemaForm, useSchemaForm } from '../../../web/use-schema-form.ts';
import type { CodeChannel } from '../../../platform/public/code-channels.ts';
import { createPublicLink, usualDays } from '../public-links/contract.ts';
import { type CodeChoice, CodeField } from './code-field.tsx';
import { useCreatePublicLink } from './queries.ts';
import classes from './share.module.css';
import type { Shareable } from './shareable.ts';

const terms = [7, usualDays, 90, 365];

interface Values {
  recordId: string;
  page: string;
  parts: string[];
  heading: string | null;
  watermark: string | null;
  code: CodeChoice | null;
  language: Language;
  validDays: number;
}

interface ShareFormProps {
  shareable: Shareable;
  codeChannels: readonly CodeChannel[];
  onMade: (url: string) => void;
  onClose: () => void;
}

/** What a new link shows, in which language and for how long. */
export function ShareForm({ shareable: { recordId, page, title, parts }, codeChannels, onMade, onClose }: ShareFormProps) {
  const { t } = useTranslation();
  const create = useCreatePublicLink();
  const initial: Values = {
    recordId,
    page,
    parts: parts.filter(({ isUsual }) => isUsual).map(({ value }) => value),
    heading: null,
    watermark: null,
    code: null,
    language: currentLanguage(),
    validDays: usualDays,
  };
  const form = useSchemaForm(bodySchema(createPublicLink), initial);
  const { values, set, errors } = form;
  const send = form.submit(async (body) => onMade((await create.mutateAsync(body)).url));
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <PartsInput parts={parts} value={values.parts} onChange={(chosen) => set('parts', chosen)} error={errors['parts']} />
        <TextInput
          label={t('records:share.heading')}
          description={t('records:share.headingHint')}
          placeholder={title}
          value={values.heading ?? ''}
          onChange={(event) => set('heading', event.currentTarget.value === '' ? null : event.currentTarget.value)}
          error={errors['heading']}
        />
        <TermsInput values={values} set={set} />
        <TextInput
          label={t('records:share.watermark')}
          description={t('records:share.watermarkHint')}
          value={values.watermark ?? ''}
          onChange={(event) => set('watermark', event.currentTarget.value === '' ? null : event.currentTarget.value)}
          error={errors['watermark']}
        />
        <CodeField value={values.code} onChange={(code) => set('code', code)} ready={codeChannels} error={errors['code']} />
        <ProblemNote text={form.problem} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('records:share.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartsInputProps {
  parts: Shareable['parts'];
  value: string[];
  onChange: (chosen: string[]) => void;
  error: string | undefined;
}

/** What may be shown, each with what it says at the moment. */
function PartsInput({ parts, value, onChange, error }: PartsInputProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('records:share.shown')}
      description={t('records:share.shownHint')}
      value={value}
      onChange={onChange}
      error={error}
    >
      <div className={classes['parts']}>
        {parts.map((part) => (
          <Checkbox
            key={part.value}
            value={part.value}
            label={part.label}
            description={part.says ?? t('records:share.nothingYet')}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** In which language, and for how long. */
function TermsInput({ values, set }: Pick<SchemaForm<Values, unknown>, 'values' | 'set'>) {
  const { t } = useTranslation();
  return (
    <div className={classes['pair']}>
      <Select
        label={t('records:share.language')}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={values.language}
        onChange={(language) => isLanguage(language) && set('language', language)}
        allowDeselect={false}
      />
      <Select
        label={t('records:share.validFor')}
        data={terms.map((days) => ({ value: String(days), label: t('records:share.days', { count: days }) }))}
        value={String(values.validDays)}
        onChange={(days) => set('validDays', Number(days))}
        allowDeselect={false}
      />
    </div>
  );
}
