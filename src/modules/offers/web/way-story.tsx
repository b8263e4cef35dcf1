import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { PricedBy } from '../content/ways/contract.ts';
import { useWayWords } from './way-words.ts';
import classes from './quote.module.css';

/** How the chosen way came to the price of a line, and why it was chosen. */
export function WayStory({ way, currency }: { way: PricedBy; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWayWords(currency);
  const { method, isRecommended, reason, needs, on, priceMinor, cost } = way;
  const earned = (['markupBp', 'targetMarginBp'] as const).flatMap((key) => {
    const share = cost?.[key] ?? null;
    return share === null ? [] : [t(`offers:ways.earned.${key}`, { share: format.basisPoints(share) })];
  });
  const marginBp = cost?.marginBp ?? null;
  const margin = marginBp === null ? [] : [t('offers:ways.margin', { margin: format.basisPoints(marginBp) })];
  return (
    <section className={classes['story']} aria-label={t('offers:ways.chosen')}>
      <b>{t('offers:ways.by', { way: t(`offers:ways.${method}.name`), amount: format.money(priceMinor, currency) })}</b>
      <p>
        {words(way)} {isRecommended && reason !== null ? t(`offers:ways.reasons.${reason}`) : t('offers:ways.ownChoice')}
      </p>
      {earned.length + margin.length > 0 ? <p>{[...earned, ...margin].join(' · ')}</p> : null}
      {method === 'valueBased' && needs.length > 0 ? (
        <ul className={classes['needs']}>
          {needs.map(({ what, benefitMinor, isOurs }, index) => (
            <li key={index}>
              <span>
                {what || t('offers:ways.need')}
                {isOurs ? ` · ${t('offers:ways.onlyUs')}` : ''}
              </span>
              <span className="cd-num">{format.money(benefitMinor, currency)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={classes['quiet']}>{t('offers:ways.chosenOn', { day: format.dayLong(on) })}</p>
    </section>
  );
}
