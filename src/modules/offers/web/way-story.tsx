import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import type { PricedBy } from '../content/contract.ts';
import { useWayWords } from './way-words.ts';
import classes from './quote.module.css';

/** How the chosen way came to the price of a line, and why it was chosen. */
export function WayStory({ way, currency }: { way: PricedBy; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWayWords(currency);
  const { method, isRecommended, reason, needs, on, priceMinor } = way;
  return (
    <section className={classes['story']} aria-label={t('offers:ways.chosen')}>
      <b>{t('offers:ways.by', { way: t(`offers:ways.${method}.name`), amount: format.money(priceMinor, currency) })}</b>
      <p>
        {words(way)} {isRecommended && reason !== null ? t(`offers:ways.reasons.${reason}`) : t('offers:ways.ownChoice')}
      </p>
      {needs.length > 0 ? (
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
