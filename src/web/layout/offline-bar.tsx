import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import classes from './layout.module.css';

/** Says that the network is gone; what is on screen stays readable. */
export function OfflineBar() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <div role="status" className={online ? undefined : classes['offline']}>
      {online ? null : t('web:states.offline')}
    </div>
  );
}
