import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldRightOf } from '../../../platform/field-rights.ts';
import { queryOf } from '../../../web/api.ts';
import { useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { KeyValue } from '../../../web/ui/key-value.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type AccountCredit, getAccountCredit } from '../credit/contract.ts';
import classes from './quote.module.css';

interface CreditProps {
  accountId: string;
  /** Left out of what is open: it is what is measured. */
  dealId: string | null;
  /** What this deal or quote adds, in the workspace's currency; null where that is not known. */
  addsMinor: number | null;
  /** Below what is known: what can be done about it. */
  children?: (credit: AccountCredit) => ReactNode;
}

/** How far the customer is trusted; undefined while it is not known, or where the reader may not know. */
function useCredit(accountId: string, dealId: string | null): AccountCredit | undefined {
  const session = useSession();
  const maySee = (['creditLimitMinor', 'paymentRecord'] as const).every(
    (field) => fieldRightOf(session, 'account', field) !== 'hidden',
  );
  const query = dealId === null ? {} : { exceptDealId: dealId };
  return useQuery({ ...queryOf(getAccountCredit, { params: { id: accountId }, query }), enabled: maySee }).data;
}

/** By how much the limit is exceeded with what is added; null where it is not. */
function overOf({ leftMinor }: AccountCredit, addsMinor: number | null): number | null {
  return leftMinor !== null && addsMinor !== null && addsMinor > leftMinor ? addsMinor - leftMinor : null;
}

/** Credit limit and payment record of a customer, with a warning where what is added exceeds it. */
export function CreditCard({ accountId, dealId, addsMinor, children }: CreditProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const credit = useCredit(accountId, dealId);
  if (!credit) return null;
  const { currency, limitMinor, paymentRecord, openMinor, orderedCount, wonCount, acceptedCount, unpricedCount } = credit;
  const over = overOf(credit, addsMinor);
  const tones = { onTime: 'ok', sometimesLate: 'warn', oftenLate: 'bad' } as const;
  const counts = [
    ...(orderedCount > 0 ? [t('offers:credit.ordered', { count: orderedCount })] : []),
    ...(acceptedCount > 0 ? [t('offers:credit.accepted', { count: acceptedCount })] : []),
    ...(wonCount > 0 ? [t('offers:credit.won', { count: wonCount })] : []),
    ...(unpricedCount > 0 ? [t('offers:credit.unpriced', { count: unpricedCount })] : []),
  ];
  return (
    <Card
      title={t('offers:credit.title')}
      aside={
        paymentRecord ? (
          <Chip tone={tones[paymentRecord]}>{t(`customers:choices.account.paymentRecord.${paymentRecord}`)}</Chip>
        ) : null
      }
      padded
    >
      <KeyValue
        items={[
          {
            key: 'limit',
            label: t('offers:credit.limit'),
            value: limitMinor === null ? t('offers:credit.noLimit') : format.money(limitMinor, currency),
          },
          {
            key: 'open',
            label: t('offers:credit.open'),
            value: (
              <span title={t('offers:credit.openHint')}>
                {format.money(openMinor, currency)} <small>{counts.join(' · ')}</small>
              </span>
            ),
          },
          ...(addsMinor === null
            ? []
            : [{ key: 'adds', label: t('offers:credit.adds'), value: format.money(addsMinor, currency) }]),
        ]}
      />
      {over === null ? null : <Over text={t('offers:credit.over', { amount: format.money(over, currency) })} />}
      {children?.(credit)}
    </Card>
  );
}

/** The warning alone, where there is no room for the card. */
export function CreditWarning({ accountId, dealId, addsMinor }: Omit<CreditProps, 'children'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const credit = useCredit(accountId, dealId);
  const over = credit ? overOf(credit, addsMinor) : null;
  if (!credit || over === null) return null;
  return <Over text={t('offers:credit.over', { amount: format.money(over, credit.currency) })} />;
}

function Over({ text }: { text: string }) {
  return (
    <p className={classes['creditOver']} role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" /> {text}
    </p>
  );
}
