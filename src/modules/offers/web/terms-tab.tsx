import { NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languageNames } from '../../../platform/languages.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { classesWithoutInvoice } from '../../settings/taxes/rules.ts';
import { departuresOf } from '../../settings/terms/rules.ts';
import { DeliveryCard, PromisesCard, TermsCard } from '../../settings/web/agreed-cards.tsx';
import { PaymentsCard } from '../../settings/web/payments-card.tsx';
import { useTaxClasses, useTermsPolicy } from '../../settings/web/queries.ts';
import { invoiceKinds, quoteLanguages, type QuoteContent, roundingModes } from '../content/contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import { totalsOf } from '../totals/rules.ts';
import { inCurrency, withContent } from './draft.ts';
import { CreditCard } from './credit-card.tsx';
import { DealTermsBar } from './deal-terms-bar.tsx';
import { FilesCard } from './files-card.tsx';
import type { PartProps } from './part-props.ts';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';
import { LeadOffer } from './supply-note.tsx';
import { TranslateButton } from './translate-drawer.tsx';
import { ValuesCard } from './values-card.tsx';

interface TermsTabProps {
  document: QuoteDocument;
  editor: DraftEditor;
  canEdit: boolean;
}

/** What the payments are parts of; null while a line cannot be read. */
function totalOf(content: QuoteContent): number | null {
  try {
    return totalsOf(content).totalMinor;
  } catch {
    return null;
  }
}

/** Everything that a quote says besides its lines. */
export function TermsTab({ document, editor, canEdit }: TermsTabProps) {
  const { content } = editor.draft;
  const patch: PartProps['patch'] = (change, group) => editor.change((draft) => withContent(draft, change), group);
  const part = { content, canEdit, patch };
  const policy = useTermsPolicy();
  const totalMinor = totalOf(content);
  const agreed = {
    terms: content,
    currency: content.currency,
    totalMinor,
    departures: policy.data ? departuresOf(content, policy.data, totalMinor) : [],
    canEdit,
    patch,
  };
  const { account, deal, baseTotalMinor } = document.quote;
  return (
    <fieldset disabled={!canEdit} className="cd-fields">
      {deal ? <DealTermsBar dealId={deal.id} {...agreed} /> : null}
      <div className={classes['columns']}>
        <PaymentsCard {...agreed} />
        <DeliveryCard
          {...agreed}
          offer={
            canEdit ? (
              <LeadOffer
                content={content}
                supply={document.supply}
                onTake={(leadDays) => patch({ delivery: { ...content.delivery, leadDays } })}
              />
            ) : null
          }
        />
        <PromisesCard {...agreed} />
        <TermsCard {...agreed} />
        {account ? <CreditCard accountId={account.id} dealId={deal?.id ?? null} addsMinor={baseTotalMinor} /> : null}
        <ValuesCard {...part} />
        <TextsCard {...part} />
        <SettingsCard {...part} />
        <FilesCard {...part} quoteId={document.quote.id} />
      </div>
    </fieldset>
  );
}

function TextsCard({ content, canEdit, patch }: PartProps) {
  const { t } = useTranslation();
  return (
    <Card title={t('offers:terms.texts')} aside={<TranslateButton content={content} canEdit={canEdit} patch={patch} />} padded>
      <Stack gap="sm">
        {(['intro', 'closing'] as const).map((key) => (
          <Textarea
            key={key}
            label={t(`offers:parts.${key}`)}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={8000}
            disabled={!canEdit}
            value={content[key] ?? ''}
            onChange={(event) => patch({ [key]: event.currentTarget.value || null }, key)}
          />
        ))}
      </Stack>
    </Card>
  );
}

function SettingsCard({ content, canEdit, patch }: PartProps) {
  const { t } = useTranslation();
  const pick = <T extends string>(all: readonly T[], value: string | null): T | undefined => all.find((one) => one === value);
  return (
    <Card title={t('offers:terms.settings')} padded>
      <Stack gap="sm">
        <Select
          label={t('offers:parts.language')}
          data={quoteLanguages.map((language) => ({ value: language, label: languageNames[language] }))}
          allowDeselect={false}
          disabled={!canEdit}
          value={content.language}
          onChange={(value) => patch({ language: pick(quoteLanguages, value) ?? content.language })}
        />
        <NumberInput
          label={t('offers:parts.validDays')}
          min={1}
          max={730}
          disabled={!canEdit}
          value={content.validDays}
          onChange={(days) => patch({ validDays: Math.max(1, Math.min(730, Number(days) || 1)) }, 'validDays')}
        />
        <CurrencyInput
          label={t('offers:parts.currency')}
          disabled={!canEdit}
          value={content.currency}
          onChange={(currency) => patch(inCurrency(content, currency ?? content.currency))}
        />
        <Select
          label={t('offers:parts.isTaxIncluded')}
          data={(['excluded', 'included'] as const).map((value) => ({ value, label: t(`offers:choices.tax.${value}`) }))}
          allowDeselect={false}
          disabled={!canEdit}
          value={content.isTaxIncluded ? 'included' : 'excluded'}
          onChange={(value) => patch({ isTaxIncluded: value === 'included' })}
        />
        <Select
          label={t('offers:parts.rounding')}
          data={roundingModes.map((value) => ({ value, label: t(`offers:choices.rounding.${value}`) }))}
          allowDeselect={false}
          disabled={!canEdit}
          value={content.rounding}
          onChange={(value) => patch({ rounding: pick(roundingModes, value) ?? content.rounding })}
        />
        <CashStep content={content} canEdit={canEdit} patch={patch} />
        <Select
          label={t('offers:parts.invoiceKind')}
          data={invoiceKinds.map((value) => ({ value, label: t(`offers:choices.invoiceKind.${value}`) }))}
          clearable
          disabled={!canEdit}
          value={content.invoiceKind}
          onChange={(value) => patch({ invoiceKind: pick(invoiceKinds, value) ?? null })}
        />
        <InvoiceNote content={content} />
      </Stack>
    </Card>
  );
}

/** Steps in which a total is paid, in the currency's smallest unit. */
const usualSteps = [5, 10, 50, 100, 500, 1000];

function CashStep({ content: { cashStepMinor, currency }, canEdit, patch }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const steps = cashStepMinor === null || usualSteps.includes(cashStepMinor) ? usualSteps : [cashStepMinor, ...usualSteps];
  return (
    <Select
      label={t('offers:parts.cashStepMinor')}
      description={t('offers:terms.cashStepHint')}
      data={steps.map((minor) => ({ value: String(minor), label: format.money(minor, currency) }))}
      placeholder={t('offers:terms.noCashStep')}
      clearable
      disabled={!canEdit}
      value={cashStepMinor === null ? null : String(cashStepMinor)}
      onChange={(value) => patch({ cashStepMinor: value === null ? null : Number(value) })}
    />
  );
}

/** Tax classes of lines for which the chosen kind of invoice cannot be written. */
function InvoiceNote({ content: { invoiceKind, lines } }: Pick<PartProps, 'content'>) {
  const { t } = useTranslation();
  const { data } = useTaxClasses();
  if (!data || invoiceKind === null || invoiceKind === 'none') return null;
  const names = new Set(lines.flatMap(({ kind, taxName }) => (kind === 'item' && taxName !== null ? [taxName] : [])));
  const without = classesWithoutInvoice(data.data, names, invoiceKind);
  if (without.length === 0) return null;
  return (
    <Chip tone="warn">
      {t('offers:terms.noInvoice', {
        kind: t(`offers:choices.invoiceKind.${invoiceKind}`),
        classes: without.join(t('settings:agreed.or')),
      })}
    </Chip>
  );
}
