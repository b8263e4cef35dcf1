import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RelatedList } from '../../../web/entity/record/related-list.tsx';
import { useMay } from '../../../web/session.ts';
import { useCreateQuote } from './queries.ts';
import { quoteUi } from './quote-ui.tsx';

/** The quotes of a deal, and one more with its products. */
export function DealQuotes({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const create = useCreateQuote();
  const handleNew = (): void =>
    create.mutate({ dealId }, { onSuccess: ({ id }) => void navigate({ to: '/quotes/$id', params: { id } }) });
  const action = may('quote', 'create') ? (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPlus size={15} />}
      loading={create.isPending}
      onClick={handleNew}
    >
      {t('offers:screens.quoteProducts')}
    </Button>
  ) : (
    <span />
  );
  return (
    <RelatedList
      ui={quoteUi}
      filter={{ field: 'deal', op: 'eq', value: dealId }}
      facts={['number', 'state', 'totalMinor', 'validUntilOn']}
      sort="-updatedAt"
      action={action}
    />
  );
}
