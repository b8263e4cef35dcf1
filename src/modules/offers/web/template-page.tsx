import { Button, Checkbox, Group, SegmentedControl, Select, Skeleton, Stack, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language, languageNames, languages } from '../../../platform/languages.ts';
import { bodySchema } from '../../../web/body-schema.ts';
import { WithPreview } from '../../../web/document-preview.tsx';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { currentLanguage } from '../../../web/i18n.ts';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showUndo } from '../../../web/ui/toast.tsx';
import { type SchemaForm, useSchemaForm } from '../../../web/use-schema-form.ts';
import {
  hidables,
  papers,
  type QuoteTemplate,
  type QuoteTemplateChanges,
  type Texts,
  updateQuoteTemplate,
} from '../layout/contract.ts';
import { usualLayout } from '../layout/rules.ts';
import { useQuoteTemplate, useUpdateQuoteTemplate } from './queries.ts';
import classes from './template.module.css';
import { TemplatePreview } from './template-preview.tsx';

/** How the quotes of the company look, with one of them beside it. */
export function QuoteTemplatePage() {
  const { t } = useTranslation();
  const template = useQuoteTemplate();
  return (
    <SettingsFrame title={t('offers:template.title')} intro={t('offers:template.intro')}>
      {template.error ? <ErrorState error={template.error} onRetry={() => void template.refetch()} /> : null}
      {template.isPending ? <Skeleton height={320} /> : null}
      {template.data ? <TemplateForm template={template.data} /> : null}
    </SettingsFrame>
  );
}

type Form = SchemaForm<QuoteTemplate, QuoteTemplateChanges>;
const keys = ['paper', 'hides', 'foot', 'intro', 'closing'] as const;

/** What is typed, how it is saved, and how the save is taken back. */
function useTemplateForm(template: QuoteTemplate) {
  const { t } = useTranslation();
  const update = useUpdateQuoteTemplate();
  const form = useSchemaForm(bodySchema(updateQuoteTemplate), template);
  const submit = form.submit(async (body) => {
    const { version: _before, ...before } = template;
    const { version } = await update.mutateAsync(body);
    form.set('version', version);
    showUndo(t('offers:template.saved'), async () => {
      const back = await update.mutateAsync({ ...before, version });
      for (const key of keys) form.set(key, back[key]);
      form.set('version', back.version);
    });
  });
  const reset = (): void => {
    form.set('paper', usualLayout.paper);
    form.set('hides', []);
    for (const key of ['foot', 'intro', 'closing'] as const) form.set(key, {});
  };
  return { form, submit, reset };
}

function TemplateForm({ template }: { template: QuoteTemplate }) {
  const { t } = useTranslation();
  const mayEdit = useMay()('settings', 'edit');
  const { form, submit, reset } = useTemplateForm(template);
  const { version: _version, ...changes } = form.values;
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const [quote, setQuote] = useState<{ id: string; name: string } | null>(null);
  const [settled] = useDebouncedValue(changes, 400);
  return (
    <WithPreview
      label={t('offers:template.preview')}
      preview={
        mayEdit ? (
          <>
            <RecordPicker kind="quote" label={t('offers:template.shown')} value={quote} onChange={setQuote} />
            <TemplatePreview changes={settled} language={language} quoteId={quote?.id ?? null} />
          </>
        ) : null
      }
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <LanguageSwitch language={language} onChange={setLanguage} />
          <TextsCard form={form} language={language} isDisabled={!mayEdit} />
          <PartsCard form={form} isDisabled={!mayEdit} />
          <FormConflict
            clash={form.clash}
            fields={Object.fromEntries(keys.map((key) => [key, { label: t(`offers:template.fields.${key}`) }]))}
          />
          <ProblemNote text={form.problem} />
          {mayEdit ? (
            <Group justify="space-between">
              <Button variant="default" onClick={reset}>
                {t('offers:template.reset')}
              </Button>
              <Button type="submit" loading={form.isBusy}>
                {t('offers:template.save')}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </form>
    </WithPreview>
  );
}

function LanguageSwitch({ language, onChange }: { language: Language; onChange: (language: Language) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('offers:template.language')}
      value={language}
      onChange={(value) => isLanguage(value) && onChange(value)}
      data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
    />
  );
}

interface CardProps {
  form: Form;
  isDisabled: boolean;
}

/** The words, in the language that is chosen. */
function TextsCard({ form, language, isDisabled }: CardProps & { language: Language }) {
  const { t } = useTranslation();
  const set = (key: 'intro' | 'closing' | 'foot', text: string): void => {
    const { [language]: _gone, ...others } = form.values[key];
    const next: Texts = text === '' ? others : { ...others, [language]: text };
    form.set(key, next);
  };
  return (
    <Card title={t('offers:template.words')} padded>
      <Stack gap="sm">
        {(['intro', 'closing', 'foot'] as const).map((key) => (
          <Textarea
            key={key}
            label={t(`offers:template.fields.${key}`)}
            description={t(`offers:template.hints.${key}`)}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={key === 'foot' ? 300 : 8000}
            disabled={isDisabled}
            error={form.errors[key]}
            value={form.values[key][language] ?? ''}
            onChange={(event) => set(key, event.currentTarget.value)}
          />
        ))}
      </Stack>
    </Card>
  );
}

/** The paper, and what of a quote is printed. */
function PartsCard({ form, isDisabled }: CardProps) {
  const { t } = useTranslation();
  const { hides, paper } = form.values;
  return (
    <Card title={t('offers:template.printed')} padded>
      <Stack gap="sm">
        <Select
          label={t('offers:template.fields.paper')}
          data={papers.map((value) => ({ value, label: t(`offers:template.papers.${value}`) }))}
          allowDeselect={false}
          disabled={isDisabled}
          value={paper}
          onChange={(value) => form.set('paper', papers.find((one) => one === value) ?? paper)}
        />
        <div className={classes['parts']} role="group" aria-label={t('offers:template.fields.hides')}>
          {hidables.map((part) => (
            <Checkbox
              key={part}
              label={t(`offers:template.parts.${part}`)}
              disabled={isDisabled}
              checked={!hides.includes(part)}
              onChange={(event) =>
                form.set('hides', event.currentTarget.checked ? hides.filter((one) => one !== part) : [...hides, part])
              }
            />
          ))}
        </div>
      </Stack>
    </Card>
  );
}
