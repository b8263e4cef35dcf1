import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { dueRules, type Payment } from '../terms/contract.ts';
import { paymentsOf } from '../terms/rules.ts';
import classes from './agreed.module.css';
import { type AgreedProps, newPartId } from './agreed-props.ts';
import { PolicyNote } from './policy-note.tsx';

const starts: Readonly<Record<Payment['part']['kind'], Payment['part']>> = {
  share: { kind: 'share', bp: 3000 },
  amount: { kind: 'amount', minor: 0 },
  rest: { kind: 'rest' },
};

function payment(part: Payment['part'], due: Payment['due'], days = 0): Payment {
  return { id: newPartId(), part, due, days, on: null, note: null };
}

/** The schedules that most quotes begin with. */
const presets: Readonly<Record<'whole' | 'deposit' | 'three', () => Payment[]>> = {
  whole: () => [payment(starts.rest, 'afterInvoice', 30)],
  deposit: () => [payment(starts.share, 'onOrder'), payment(starts.rest, 'beforeDelivery')],
  three: () => [
    payment(starts.share, 'onOrder'),
    payment({ kind: 'share', bp: 6000 }, 'onDelivery'),
    payment(starts.rest, 'onAcceptance'),
  ],
};

/** When which part of the total is paid. */
export function PaymentsCard({ terms, currency, totalMinor, departures, canEdit, patch }: AgreedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { payments } = terms;
  const { amounts, leftMinor } = totalMinor === null ? { amounts: [], leftMinor: 0 } : paymentsOf(totalMinor, payments);
  const set = (id: string, change: Partial<Payment>, group?: string): void =>
    patch({ payments: payments.map((one) => (one.id === id ? { ...one, ...change } : one)) }, group && `${id} ${group}`);
  return (
    <Card title={t('settings:agreed.payments')} padded>
      <div className={classes['parts']}>
        {payments.map((one, index) => (
          <PaymentRow
            key={one.id}
            payment={one}
            currency={currency}
            canEdit={canEdit}
            amount={amounts[index] === undefined ? '' : format.money(amounts[index], currency)}
            set={(change, group) => set(one.id, change, group)}
            onRemove={() => patch({ payments: payments.filter(({ id }) => id !== one.id) })}
          />
        ))}
        {payments.length > 0 && leftMinor !== 0 ? (
          <p className={classes['bad']} role="alert">
            {t(leftMinor > 0 ? 'settings:agreed.left' : 'settings:agreed.over', {
              amount: format.money(Math.abs(leftMinor), currency),
            })}
          </p>
        ) : null}
        <PolicyNote departures={departures} keys={['paymentDays', 'deposit']} terms={terms} />
        {canEdit ? (
          <div className={classes['buttons']}>
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconPlus size={16} />}
              onClick={() =>
                patch({ payments: [...payments, payment(payments.length === 0 ? starts.share : starts.rest, 'onDelivery')] })
              }
            >
              {t('settings:agreed.addPayment')}
            </Button>
            {payments.length === 0
              ? (['whole', 'deposit', 'three'] as const).map((key) => (
                  <Button key={key} variant="subtle" size="compact-md" onClick={() => patch({ payments: presets[key]() })}>
                    {t(`settings:agreed.presets.${key}`)}
                  </Button>
                ))
              : null}
          </div>
        ) : null}
      </div>
    </Card>
  );
}

interface PaymentRowProps {
  payment: Payment;
  currency: string;
  canEdit: boolean;
  amount: string;
  set: (change: Partial<Payment>, group?: string) => void;
  onRemove: () => void;
}

function PaymentRow({ payment: { part, due, days, on, note }, currency, canEdit, amount, set, onRemove }: PaymentRowProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['partRow']}>
      <PartInputs part={part} currency={currency} canEdit={canEdit} set={set} />
      <DueInputs due={due} days={days} on={on} canEdit={canEdit} set={set} />
      <TextInput
        aria-label={t('settings:agreed.note')}
        placeholder={t('settings:agreed.note')}
        style={{ flex: '1 1 120px' }}
        maxLength={300}
        disabled={!canEdit}
        value={note ?? ''}
        onChange={(event) => set({ note: event.currentTarget.value || null }, 'note')}
      />
      <b className="cd-num" style={{ marginInlineStart: 'auto', alignSelf: 'center' }}>
        {amount}
      </b>
      {canEdit ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          className="cd-touch"
          aria-label={t('web:actions.remove', { name: amount })}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  );
}

type SetPayment = PaymentRowProps['set'];

function PartInputs({
  part,
  currency,
  canEdit,
  set,
}: Pick<Payment, 'part'> & { currency: string; canEdit: boolean; set: SetPayment }) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        aria-label={t('settings:agreed.part')}
        w={96}
        allowDeselect={false}
        disabled={!canEdit}
        data={(['share', 'amount', 'rest'] as const).map((kind) => ({
          value: kind,
          label: t(`settings:agreed.choices.part.${kind}`),
        }))}
        value={part.kind}
        onChange={(kind) => set({ part: starts[kind === 'share' || kind === 'amount' ? kind : 'rest'] })}
      />
      {part.kind === 'share' ? (
        <PercentInput
          aria-label={t('settings:agreed.share')}
          w={88}
          disabled={!canEdit}
          value={part.bp}
          onChange={(bp) =>
            set({ part: { kind: 'share', bp: bp === null || Number.isNaN(bp) ? 0 : Math.min(10_000, Math.max(0, bp)) } }, 'part')
          }
        />
      ) : null}
      {part.kind === 'amount' ? (
        <MoneyInput
          aria-label={t('settings:agreed.choices.part.amount')}
          w={140}
          currency={currency}
          disabled={!canEdit}
          value={part.minor}
          onChange={(minor) =>
            set({ part: { kind: 'amount', minor: minor === null || Number.isNaN(minor) ? 0 : Math.max(0, minor) } }, 'part')
          }
        />
      ) : null}
    </>
  );
}

function DueInputs({
  due,
  days,
  on,
  canEdit,
  set,
}: Pick<Payment, 'due' | 'days' | 'on'> & { canEdit: boolean; set: SetPayment }) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        aria-label={t('settings:agreed.due')}
        w={168}
        allowDeselect={false}
        disabled={!canEdit}
        data={dueRules.map((rule) => ({ value: rule, label: t(`settings:agreed.choices.due.${rule}`) }))}
        value={due}
        onChange={(rule) => set({ due: dueRules.find((one) => one === rule) ?? due })}
      />
      {due === 'onDay' ? (
        <DateInput
          label={t('settings:agreed.choices.due.onDay')}
          disabled={!canEdit}
          value={on}
          onChange={(day) => set({ on: day })}
        />
      ) : (
        <NumberInput
          aria-label={t('settings:agreed.daysAfter')}
          w={96}
          min={0}
          max={3650}
          suffix={` ${t('settings:agreed.daysShort')}`}
          disabled={!canEdit}
          value={days}
          onChange={(count) => set({ days: Math.max(0, Math.min(3650, Number(count) || 0)) }, 'days')}
        />
      )}
    </>
  );
}
