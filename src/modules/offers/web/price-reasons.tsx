import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { QuoteLine } from '../content/contract.ts';
import { asksReason, currentWay, isOffList } from '../pricing/rules.ts';
import { patchLine } from './draft.ts';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

interface ReasonFieldProps {
  line: QuoteLine;
  currency: string;
  isUnderTarget: boolean;
  onChange: (priceReason: string | null) => void;
}

/** Why a price was typed over the catalogue's, or earns less than it should; nothing where nobody needs to ask. */
export function ReasonField({ line, currency, isUnderTarget, onChange }: ReasonFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const asked = asksReason({ ...line, priceReason: null }, currency, isUnderTarget);
  const found = line.foundPriceMinor ?? null;
  if (asked === null && !line.priceReason) return null;
  return (
    <TextInput
      label={t('offers:reason.label', { name: line.name })}
      description={
        asked === 'underTarget'
          ? t('offers:reason.underTarget')
          : found === null
            ? undefined
            : t('offers:reason.offList', { amount: format.money(found, currency) })
      }
      value={line.priceReason ?? ''}
      maxLength={500}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

/** So many lines are asked about at once when a quote is sent. */
const most = 5;

/** Before sending: which prices were set by one of the four ways, and why others were typed over the catalogue's. */
export function PriceReasons({ editor }: { editor: DraftEditor }) {
  const { t } = useTranslation();
  const { lines, currency } = editor.draft.content;
  const ways = lines.flatMap((line) => {
    const way = currentWay(line, currency);
    return way === null ? [] : [{ line, way }];
  });
  const typed = lines.filter((line) => currentWay(line, currency) === null && line.kind === 'item' && isOffList(line, currency));
  if (ways.length === 0 && typed.length === 0) return null;
  return (
    <section aria-label={t('offers:reason.title')}>
      <b>{t('offers:reason.title')}</b>
      {ways.length === 0 ? null : (
        <ul className={classes['reasons']}>
          {ways.slice(0, most).map(({ line, way }) => (
            <li key={line.id}>
              {t('offers:reason.way', { name: line.name, way: t(`offers:ways.${way.method}.name`) })}{' '}
              {way.isRecommended && way.reason !== null ? t(`offers:ways.reasons.${way.reason}`) : t('offers:ways.ownChoice')}
            </li>
          ))}
          {ways.length > most ? <li>{t('offers:reason.more', { count: ways.length - most })}</li> : null}
        </ul>
      )}
      {typed.slice(0, most).map((line) => (
        <ReasonField
          key={line.id}
          line={line}
          currency={currency}
          isUnderTarget={false}
          onChange={(priceReason) =>
            editor.change((draft) => patchLine(draft, line.id, { priceReason }), `${line.id} priceReason`)
          }
        />
      ))}
    </section>
  );
}
