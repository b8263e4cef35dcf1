import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import { type AgreedTerms, Delivery, Payment, PaymentMethod, Term } from '../terms/contract.ts';
import { useTermNumber } from './use-departure-text.ts';

/** Reads a part of the terms out: how it is written where two versions are compared. */
export function useTermsText(): Readonly<Record<keyof AgreedTerms, (value: unknown) => string>> {
  const { t } = useTranslation();
  const format = useFormat();
  const written = useTermNumber();
  const payment = ({ part, due, days, note }: Payment): string => {
    const much =
      part.kind === 'share'
        ? format.basisPoints(part.bp)
        : part.kind === 'rest'
          ? t('settings:agreed.choices.part.rest')
          : String(part.minor);
    return [`${much} ${t(`settings:agreed.choices.due.${due}`)}`, days > 0 ? format.days(days) : '', note ?? '']
      .filter(Boolean)
      .join(' · ');
  };
  const number = (key: 'acceptanceDays' | 'warrantyMonths' | 'responseHours') => (value: unknown) =>
    typeof value === 'number' ? written(key, value) : '—';
  return {
    payments: (value) => Payment.array().parse(value).map(payment).join('\n') || '—',
    delivery: (value) => {
      const { leadDays, leadText, place } = Delivery.parse(value);
      return [leadDays === null ? '' : format.days(leadDays), leadText ?? '', place ?? ''].filter(Boolean).join(' · ') || '—';
    },
    terms: (value) =>
      Term.array()
        .parse(value)
        .map(({ title, text }) => `${title}: ${text}`)
        .join('\n') || '—',
    paymentMethod: (value) => {
      const method = PaymentMethod.safeParse(value).data;
      return method ? t(`settings:agreed.choices.method.${method}`) : '—';
    },
    acceptanceDays: number('acceptanceDays'),
    warrantyMonths: number('warrantyMonths'),
    responseHours: number('responseHours'),
  };
}
