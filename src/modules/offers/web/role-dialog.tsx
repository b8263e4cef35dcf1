import { Button, Group, Modal, Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../../platform/money.ts';
import { call, queryOf } from '../../../web/api.ts';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat, usePlace } from '../../../web/use-format.ts';
import { products } from '../../catalogue/contract.ts';
import { findPrices } from '../../catalogue/pricing/contract.ts';
import type { Role, TimeRate } from '../../catalogue/rate-card/contract.ts';
import { useRoles } from '../../catalogue/web/queries.ts';
import { listTaxClasses } from '../../settings/taxes/contract.ts';
import type { QuoteDocument } from '../revisions/contract.ts';
import { taxOf } from '../revisions/rules.ts';
import { insertLines, newLine, setUnitCost } from './draft.ts';
import { lineOfProduct } from './product-input.tsx';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

interface RoleDialogProps {
  document: Pick<QuoteDocument, 'quote' | 'tax'>;
  editor: DraftEditor;
  isOpen: boolean;
  onClose: () => void;
}

/** Adds a line of a role's time: an hour or a day of it, at what the catalogue asks this customer. */
function useTakeRole({ document, editor, onClose }: RoleDialogProps): (role: Role, rate: TimeRate) => Promise<void> {
  const client = useQueryClient();
  const on = useFormat().today();
  const { currency } = editor.draft.content;
  return async ({ id }, { unit }) => {
    const body = { accountId: document.quote.account?.id ?? null, on, currency, lines: [{ productId: id, quantity: '1', unit }] };
    const [product, found, taxes] = await Promise.all([
      client.fetchQuery(queryOf(products.get, { params: { id } })),
      call(findPrices, { body }),
      // Whoever may not see the classes gets the usual tax.
      client.fetchQuery(queryOf(listTaxClasses)).catch(() => null),
    ]);
    const price = found.data[0] ?? null;
    const tax = taxes ? taxOf(taxes.data, product.taxClass, on) : {};
    editor.change((draft) => {
      const { lines } = draft.content;
      const line = newLine('item', document.tax, { ...lineOfProduct(product, null, price, currency), ...tax });
      const cost = price?.costMinor ?? null;
      return setUnitCost(insertLines(draft, lines.length, [line]), line.id, cost === null ? null : formatAmount(cost, currency));
    });
    onClose();
  };
}

/** The rate card, to take an hour or a day of a role into the quote. */
export function RoleDialog(props: RoleDialogProps) {
  const { t } = useTranslation();
  const { isOpen, onClose } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('catalogue:rateCard.title')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {isOpen ? <RoleChoice {...props} /> : null}
    </Modal>
  );
}

/** What has a price; all of a role that has none yet, to type it in the line. */
function offered({ rates }: Role): readonly TimeRate[] {
  const priced = rates.filter(({ priceMinor }) => priceMinor !== null);
  return priced.length > 0 ? priced : rates;
}

function RoleChoice(props: RoleDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency: own } = usePlace();
  const roles = useRoles();
  const take = useTakeRole(props);
  if (roles.error) return <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />;
  if (roles.isPending) return <Skeleton height={80} />;
  if (roles.data.data.length === 0)
    return <EmptyState title={t('catalogue:rateCard.none')} hint={t('catalogue:rateCard.hint')} />;
  return (
    <ul className={classes['roles']}>
      {roles.data.data.map((role) => (
        <li key={role.id}>
          <span>{role.name}</span>
          <Group gap="xs">
            {offered(role).map((rate) => (
              <Button
                key={rate.per}
                variant="default"
                aria-label={t('catalogue:rateCard.take', { role: role.name, unit: rate.unit })}
                onClick={() => void take(role, rate).catch(showProblem)}
              >
                {rate.priceMinor === null ? t('catalogue:rateCard.noPrice') : format.money(rate.priceMinor, role.currency ?? own)}
                {` / ${rate.unit}`}
              </Button>
            ))}
          </Group>
        </li>
      ))}
    </ul>
  );
}
