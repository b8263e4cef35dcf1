import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { currentOf } from '../../../web/problem.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useDraft } from '../../../web/use-draft.ts';
import { useFormat } from '../../../web/use-format.ts';
import type { AgreedTerms } from '../../settings/terms/contract.ts';
import { departuresOf, sameTerms, termsOf } from '../../settings/terms/rules.ts';
import { DeliveryCard, PromisesCard, TermsCard } from '../../settings/web/agreed-cards.tsx';
import agreed from '../../settings/web/agreed.module.css';
import { PaymentsCard } from '../../settings/web/payments-card.tsx';
import { PolicyNote } from '../../settings/web/policy-note.tsx';
import { useTermsPolicy } from '../../settings/web/queries.ts';
import { useTermsText } from '../../settings/web/use-terms-text.ts';
import { DealTerms } from '../terms/contract.ts';
import { useDealTerms, useGuide, useSetDealTerms } from './queries.ts';

interface DealTermsTabProps {
  dealId: string;
  /** What higher modules say beside the terms: how far the customer is trusted. */
  aside?: ReactNode;
}

const nothing: AgreedTerms = {
  payments: [],
  delivery: { leadDays: null, leadText: null, place: null },
  terms: [],
};

/** What is agreed on a deal besides the price, each held against the policy. */
export function DealTermsTab({ dealId, aside }: DealTermsTabProps) {
  const terms = useDealTerms(dealId);
  const guide = useGuide(dealId);
  const canEdit = guide.data?.actions.includes('edit') ?? false;
  return (
    <Stack gap="md">
      {aside}
      {terms.error ? <ErrorState error={terms.error} onRetry={() => void terms.refetch()} /> : null}
      {terms.isPending ? <Skeleton height={240} /> : null}
      {terms.data ? <TermsForm dealId={dealId} saved={terms.data} canEdit={canEdit} /> : null}
    </Stack>
  );
}

type Values = AgreedTerms & { version: number };

const valuesOf = ({ terms, version }: Pick<DealTerms, 'terms' | 'version'>): Values => ({
  ...termsOf(terms ?? nothing),
  version: version ?? 0,
});

const parts = [
  'payments',
  'delivery',
  'terms',
  'paymentMethod',
  'acceptanceDays',
  'warrantyMonths',
  'responseHours',
] as const satisfies readonly (keyof AgreedTerms)[];

/** The form of the terms: nothing is written until it is saved. */
function useTermsForm(dealId: string, saved: DealTerms) {
  const { t } = useTranslation();
  const set = useSetDealTerms(dealId);
  const draft = useDraft<Values>(valuesOf(saved));
  const { version, ...terms } = draft.values;
  const meets = (error: unknown): boolean => draft.meet(error, () => valuesOf(DealTerms.parse(currentOf(error))));
  const save = (): void =>
    set.mutate(
      { terms, ...(version === 0 ? {} : { version }) },
      {
        onSuccess: (reply) => {
          draft.restart(valuesOf(reply));
          showDone(t('deals:terms.saved'));
        },
        onError: (error) => {
          if (!meets(error)) showProblem(error);
        },
      },
    );
  const isChanged = !sameTerms(terms, saved.terms ?? nothing);
  // What a colleague saved shows at once where nothing was typed here; otherwise the saving meets it.
  const { restart } = draft;
  useEffect(() => {
    if (!isChanged && version !== (saved.version ?? 0)) restart(valuesOf(saved));
  }, [isChanged, version, saved, restart]);
  return { draft, terms, save, isChanged, isBusy: set.isPending };
}

function TermsForm({ dealId, saved, canEdit }: { dealId: string; saved: DealTerms; canEdit: boolean }) {
  const { t } = useTranslation();
  const policy = useTermsPolicy();
  const { draft, terms, save, isChanged, isBusy } = useTermsForm(dealId, saved);
  const show = useTermsText();
  const departures = policy.data ? departuresOf(terms, policy.data, saved.totalMinor) : [];
  if (saved.terms === null && !isChanged) return <Beginning saved={saved} canEdit={canEdit} onBegin={draft.set} />;
  const card = {
    terms,
    currency: saved.currency,
    totalMinor: saved.totalMinor,
    departures,
    canEdit,
    patch: (change: Partial<AgreedTerms>) => draft.set(change),
  };
  return (
    <Stack gap="md">
      <Card
        title={t('deals:terms.title')}
        aside={<Standing saved={saved} isChanged={isChanged} count={departures.length} />}
        padded
      >
        <Stack gap="sm">
          <Source saved={saved} />
          <PolicyNote departures={departures} terms={terms} />
          <FormConflict
            clash={draft.clash}
            fields={Object.fromEntries(parts.map((key) => [key, { label: t(`deals:terms.parts.${key}`), show: show[key] }]))}
          />
          {canEdit ? (
            <Group gap="xs">
              <Button onClick={save} loading={isBusy} disabled={!isChanged}>
                {t('deals:terms.save')}
              </Button>
              {isChanged ? (
                <Button variant="default" onClick={() => draft.restart(valuesOf(saved))}>
                  {t('deals:terms.discard')}
                </Button>
              ) : null}
            </Group>
          ) : null}
        </Stack>
      </Card>
      <div className={agreed['columns']}>
        <PaymentsCard {...card} />
        <DeliveryCard {...card} />
        <PromisesCard {...card} />
        <TermsCard {...card} />
      </div>
    </Stack>
  );
}

/** A deal without terms begins with those of the policy, or with none. */
function Beginning({
  saved,
  canEdit,
  onBegin,
}: {
  saved: DealTerms;
  canEdit: boolean;
  onBegin: (terms: Partial<Values>) => void;
}) {
  const { t } = useTranslation();
  return (
    <Card title={t('deals:terms.title')}>
      <EmptyState
        title={t('deals:terms.none')}
        hint={t('deals:terms.noneHint')}
        action={canEdit ? <Button onClick={() => onBegin(saved.standard)}>{t('deals:terms.begin')}</Button> : null}
      />
    </Card>
  );
}

function Standing({ saved, isChanged, count }: { saved: DealTerms; isChanged: boolean; count: number }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      {isChanged ? <Chip>{t('deals:terms.unsaved')}</Chip> : null}
      {saved.agreed && !isChanged ? <Chip tone="ok">{t('deals:terms.agreed')}</Chip> : null}
      <Chip tone={count > 0 ? 'warn' : 'ok'}>
        {count > 0 ? t('settings:agreed.offPolicy', { count }) : t('settings:agreed.inPolicy')}
      </Chip>
    </Group>
  );
}

/** Where the terms come from. */
function Source({ saved: { agreed: source, by, updatedAt } }: { saved: DealTerms }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (source)
    return (
      <span>{t('deals:terms.agreedWith', { number: source.number, revision: source.revision, day: format.day(source.on) })}</span>
    );
  if (updatedAt === null) return null;
  return <span>{t('deals:terms.setBy', { name: by?.name ?? '', when: format.instant(updatedAt) })}</span>;
}
