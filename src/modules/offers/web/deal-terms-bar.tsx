import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useDealTerms, useGuide, useSetDealTerms } from '../../deals/web/queries.ts';
import { sameTerms, termsIn, termsOf } from '../../settings/terms/rules.ts';
import type { AgreedProps } from '../../settings/web/agreed-props.ts';
import { PolicyNote } from '../../settings/web/policy-note.tsx';

/** Whether the quote says what its deal says, with the way to bring both together. */
export function DealTermsBar({ dealId, terms, currency, departures, canEdit, patch }: AgreedProps & { dealId: string }) {
  const { t } = useTranslation();
  const saved = useDealTerms(dealId).data;
  const guide = useGuide(dealId).data;
  const set = useSetDealTerms(dealId);
  if (!saved) return null;
  const isSame = saved.terms !== null && sameTerms(saved.terms, terms);
  const give = (): void =>
    set.mutate(
      { terms: termsIn(terms, currency, saved.currency), ...(saved.version === null ? {} : { version: saved.version }) },
      { onSuccess: () => showDone(t('deals:terms.saved')), onError: showProblem },
    );
  const state = saved.terms === null ? 'none' : isSame ? 'same' : 'differs';
  return (
    <div style={{ marginBottom: 16 }}>
      <Card
        title={t('offers:dealTerms.title')}
        aside={<Chip tone={state === 'same' ? 'ok' : 'warn'}>{t(`offers:dealTerms.${state}`)}</Chip>}
        padded={!isSame || departures.length > 0}
      >
        <Group gap="xs" mb={!isSame && departures.length > 0 ? 'sm' : 0}>
          {canEdit && saved.terms !== null && !isSame ? (
            <Button variant="default" onClick={() => saved.terms && patch(termsIn(saved.terms, saved.currency, currency))}>
              {t('offers:dealTerms.take')}
            </Button>
          ) : null}
          {!isSame && guide?.actions.includes('edit') ? (
            <Button variant="default" loading={set.isPending} onClick={give}>
              {t('offers:dealTerms.give')}
            </Button>
          ) : null}
        </Group>
        <PolicyNote departures={departures} terms={termsOf(terms)} />
      </Card>
    </div>
  );
}
