import { Button, Checkbox, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { AskForm } from '../../approvals/web/ask-form.tsx';
import { useRecordApprovals } from '../../approvals/web/queries.ts';
import { RequestChip } from '../../approvals/web/state-chip.tsx';
import type { AccountCredit } from '../credit/contract.ts';
import { CreditCard } from './credit-card.tsx';
import classes from './quote.module.css';

/** How far a customer is trusted, on its own page: another limit is asked for here, and what was asked stands below. */
export function AccountCreditCard({ accountId }: { accountId: string }) {
  return (
    <CreditCard accountId={accountId} dealId={null} addsMinor={null}>
      {(credit) => <Asking accountId={accountId} credit={credit} />}
    </CreditCard>
  );
}

interface AskingProps {
  accountId: string;
  credit: AccountCredit;
}

function Asking({ accountId, credit }: AskingProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const waiting = useRecordApprovals(accountId).data?.data.find(
    ({ subject, state }) => subject === 'accountCredit' && state === 'waiting',
  );
  if (waiting)
    return (
      <p className={classes['creditAsked']}>
        <RequestChip state={waiting.state} />
        <Link to="/approvals/$id" params={{ id: waiting.id }}>
          {t('offers:creditLimit.waiting')}
          {waiting.amountMinor !== null && waiting.currency !== null
            ? ` · ${format.money(waiting.amountMinor, waiting.currency)}`
            : ''}
        </Link>
      </p>
    );
  if (!may('approval', 'create') || !may('account', 'edit')) return null;
  return (
    <div className={classes['creditAsked']}>
      <Button variant="default" size="compact-md" onClick={() => setOpen(true)}>
        {t('offers:creditLimit.ask')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('offers:creditLimit.dialog')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('web:actions.close') }}
      >
        <LimitForm accountId={accountId} credit={credit} onClose={() => setOpen(false)} />
      </Modal>
    </div>
  );
}

function LimitForm({ accountId, credit: { currency, limitMinor: now }, onClose }: AskingProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const [limitMinor, setLimit] = useState(now);
  const [isUnlimited, setUnlimited] = useState(false);
  const asked = isUnlimited ? null : limitMinor;
  const isSaid = isUnlimited ? now !== null : limitMinor !== null && limitMinor !== now;
  return (
    <AskForm
      asked={isSaid ? { subject: 'accountCredit', subjectId: accountId, input: { limitMinor: asked } } : null}
      onClose={onClose}
    >
      <MoneyInput
        label={t('offers:creditLimit.amount')}
        currency={currency}
        value={limitMinor}
        disabled={isUnlimited}
        onChange={setLimit}
      />
      {now === null ? null : (
        <Checkbox
          label={t('offers:creditLimit.unlimited')}
          checked={isUnlimited}
          onChange={(event) => setUnlimited(event.currentTarget.checked)}
        />
      )}
    </AskForm>
  );
}
