import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FilterNode } from '../../../platform/filter.ts';
import { useFormat } from '../../../web/use-format.ts';
import type { VersionDiff } from '../designer/contract.ts';
import { useLocalized } from './localized-name.ts';
import classes from './process.module.css';

/** The open deals that a draft touches, stage by stage, each with the way to see them. */
export function TouchedDeals({ openDeals }: { openDeals: VersionDiff['openDeals'] }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const format = useFormat();
  const touched = openDeals.filter(({ count }) => count > 0);
  if (touched.length === 0) return <p className={classes['quiet']}>{t('process:screens.noOpenDeals')}</p>;
  return (
    <ul className={classes['touched']}>
      {touched.map(({ stageId, names, versionNumber, count }) => (
        <li key={stageId}>
          <span>{t('process:screens.stageOfVersion', { stage: localized(names), number: versionNumber })}</span>
          <Link to="/deals/list" search={dealsIn(stageId)}>
            {t('process:screens.dealCount', { count, shown: format.number(count) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What the deals list is asked for to show those that stand in a stage and are under way. */
function dealsIn(stageId: string): { filter: FilterNode } {
  const is = (field: string, value: string | boolean): FilterNode => ({ field, op: 'eq', value });
  const isUnderWay: FilterNode = { or: [is('status', 'open'), { and: [is('status', 'won'), is('isHistory', false)] }] };
  return { filter: { and: [is('stage', stageId), isUnderWay] } };
}
