import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { TimelineItem, TimelineList } from '../../../web/ui/timeline-item.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useHistory } from './queries.ts';

/** Every stage and outcome of the deal, newest first: who, when, how long, and what was waived. */
export function DealHistory({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const history = useHistory(dealId);
  if (history.error) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  const entries = (history.data?.data ?? []).toReversed();
  return (
    <Card>
      <TimelineList label={t('deals:screens.tabs.history')}>
        {entries.map((entry) => (
          <TimelineItem
            key={entry.id}
            mark={entry.actor.name ?? '·'}
            title={
              <>
                {t(`deals:screens.moveKinds.${entry.kind}`, { stage: entry.to.name })}{' '}
                {entry.days === null ? null : <Chip>{format.days(entry.days, 1)}</Chip>}{' '}
                {entry.isHistory ? <Chip>{t('deals:fields.deal.isHistory')}</Chip> : null}
              </>
            }
            at={entry.happenedAt}
          >
            {[entry.actor.name, entry.reason].filter(Boolean).join(' · ')}
            {entry.waived.length > 0 ? (
              <div>{t('deals:screens.waived', { names: entry.waived.map(({ name }) => name).join(', ') })}</div>
            ) : null}
          </TimelineItem>
        ))}
      </TimelineList>
    </Card>
  );
}
