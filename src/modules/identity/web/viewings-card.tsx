import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { useFormat } from '../../../web/use-format.ts';
import classes from './identity.module.css';
import { useViewings } from './queries.ts';

/** Who looked at the workspace as whom; nothing while nobody has. */
export function ViewingsCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = useViewings().data?.data ?? [];
  if (rows.length === 0) return null;
  return (
    <Card title={t('identity:viewing.log')}>
      <ul className={classes['list']}>
        {rows.map(({ id, by, name, role, at }) => (
          <li key={id} className={classes['row']}>
            <div className={classes['who']}>
              <span>{t('identity:viewing.line', { by: by ?? '', name: name ?? t(`identity:roles.${role ?? 'owner'}`) })}</span>
            </div>
            <span className={classes['fact']}>{format.instant(at)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
