import { useTranslation } from 'react-i18next';
import classes from './brand.module.css';

/** The sign of the product, a staircase on seal red, and its name; the only red on most screens. */
export function Brand({ size = 24 }: { size?: number }) {
  const { t } = useTranslation();
  return (
    <span className={classes['brand']}>
      <img src="/favicon.svg" alt="" width={size} height={size} />
      {t('platform:product')}
    </span>
  );
}
