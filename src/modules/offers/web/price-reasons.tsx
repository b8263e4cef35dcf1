import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { QuoteContent, QuoteLine } from '../content/contract.ts';
import { asksReason, currentWay } from '../pricing/rules.ts';
import { patchLine } from './draft.ts';
import classes from './quote.module.css';
import type { DraftEditor } from './use-draft.ts';

interface ReasonFieldProps {
  line: QuoteLine;
  currency: string;
  isUnderTarget: boolean;
  /** Whether the quote cannot go out without it. */
  isRequired?: boolean;
  onChange: (priceReason: string | null) => void;
}

/** Why a price was typed over the catalogue's, earns less than it should, or is a credit; nothing where nobody needs to ask. */
export function ReasonField({ line, currency, isUnderTarget, isRequired = false, onChange }: ReasonFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const asked = asksReason({ ...line, priceReason: null }, currency, isUnderTarget);
  const found = line.foundPriceMinor ?? null;
  if (asked === null && !line.priceReason && !isRequired) return null;
  return (
    <TextInput
      label={t('offers:reason.label', { name: line.name })}
      description={
        line.isCredit || asked === 'underTarget' || asked === 'givenAway'
          ? t(`offers:reason.${line.isCredit ? 'credit' : (asked ?? 'givenAway')}`)
          : found === null
            ? undefined
            : t('offers:reason.offList', { amount: format.money(found, currency) })
      }
      required={isRequired}
      value={line.priceReason ?? ''}
      maxLength={500}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

/** So many chosen ways are named when a quote is sent, and so many reasons asked at once. */
const [mostWays, mostReasons] = [5, 100];

/** Lines of which somebody has to say why they are sold at their price: those off the list, credits, and those that the server named. */
export function linesToReason({ lines, currency }: QuoteContent, named: ReadonlySet<string>): QuoteLine[] {
  return lines.filter(
    (line) =>
      line.kind === 'item' && (named.has(line.id) || asksReason({ ...line, priceReason: null }, currency, false) !== null),
  );
}

interface PriceReasonsProps {
  editor: DraftEditor;
  /** Lines that ask for a reason. */
  asked: readonly QuoteLine[];
  /** Those of them that earn less than they should. */
  underTarget: ReadonlySet<string>;
  /** Whether the quote goes out without them too. */
  isRequired: boolean;
}

/** Before sending: which prices were set by one of the four ways, and why others were typed over the catalogue's. */
export function PriceReasons({ editor, asked, underTarget, isRequired }: PriceReasonsProps) {
  const { t } = useTranslation();
  const { lines, currency } = editor.draft.content;
  const ways = lines.flatMap((line) => {
    const way = currentWay(line, currency);
    return way === null ? [] : [{ line, way }];
  });
  if (ways.length === 0 && asked.length === 0) return null;
  const [reason] = asked.flatMap(({ priceReason }) => priceReason?.trim() || []);
  const lacking = asked.filter(({ priceReason }) => !priceReason?.trim());
  const fill = (priceReason: string): void =>
    editor.change((draft) => lacking.reduce((filled, { id }) => patchLine(filled, id, { priceReason }), draft));
  return (
    <section aria-label={t('offers:reason.title')}>
      <b>{t('offers:reason.title')}</b>
      {ways.length === 0 ? null : (
        <ul className={classes['reasons']}>
          {ways.slice(0, mostWays).map(({ line, way }) => (
            <li key={line.id}>
              {t('offers:reason.way', { name: line.name, way: t(`offers:ways.${way.method}.name`) })}{' '}
              {way.isRecommended && way.reason !== null ? t(`offers:ways.reasons.${way.reason}`) : t('offers:ways.ownChoice')}
            </li>
          ))}
          {ways.length > mostWays ? <li>{t('offers:reason.more', { count: ways.length - mostWays })}</li> : null}
        </ul>
      )}
      {asked.slice(0, mostReasons).map((line) => (
        <ReasonField
          key={line.id}
          line={line}
          currency={currency}
          isUnderTarget={underTarget.has(line.id)}
          isRequired={isRequired}
          onChange={(priceReason) =>
            editor.change((draft) => patchLine(draft, line.id, { priceReason }), `${line.id} priceReason`)
          }
        />
      ))}
      {reason !== undefined && lacking.length > 1 ? (
        <Button variant="subtle" size="compact-sm" onClick={() => fill(reason)}>
          {t('offers:reason.forAll', { count: lacking.length })}
        </Button>
      ) : null}
    </section>
  );
}
