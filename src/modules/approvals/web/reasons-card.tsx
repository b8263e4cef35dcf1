import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import type { Reason } from '../presenting/contract.ts';
import classes from './approvals.module.css';

/** Why something has to be approved: each rule that fired, with what of it holds. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes['reasons']}>
      {reasons.map(({ ruleName, because, isKept }, index) => (
        <li key={`${index} ${ruleName}`} data-kept={isKept || undefined}>
          <b>{ruleName}</b> {isKept ? <Chip tone="ok">{t('approvals:reasons.kept')}</Chip> : null}
          {because.map((sentence) => (
            <span key={sentence}>{sentence}</span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The first thing that whoever decides reads. */
export function ReasonsCard({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  if (reasons.length === 0) return null;
  return (
    <Card title={t('approvals:reasons.title')}>
      <Reasons reasons={reasons} />
    </Card>
  );
}
