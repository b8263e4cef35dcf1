import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Stage } from '../contract.ts';
import { useLocalized } from './localized-name.ts';
import type { OwnFigures } from './own-figures.ts';
import classes from './process.module.css';

/** One stage as a seller reads it: how it is done well, the first tasks, what must hold before the next. */
export function StageCard({ stage, index, figures }: { stage: Stage; index: number; figures: OwnFigures }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const format = useFormat();
  const ownRate = figures.rateOf(stage.id);
  return (
    <Card title={`${index + 1} ${localized(stage.names)}`} aside={<Chip>{t(`identity:roles.${stage.role}`)}</Chip>}>
      <div className={classes['stage']}>
        <p className={classes['quiet']}>
          {t('process:screens.startsWith', { percent: format.basisPoints(stage.probabilityBp) })}
          {ownRate ? ` · ${ownRate}` : ''}
        </p>
        <p>{localized(stage.guidance)}</p>
        {stage.customerExpectation ? (
          <p className={classes['quiet']}>
            {t('process:screens.customerExpects', { text: localized(stage.customerExpectation) })}
          </p>
        ) : null}
        <h3>{t('process:screens.entryTasks')}</h3>
        <ul>
          {stage.tasks.map((task) => (
            <li key={task.id}>
              {localized(task.names)}{' '}
              <span className={classes['quiet']}>
                {t(`process:screens.dueAfter.${task.dueFrom}`, { days: format.days(task.dueDays) })}
              </span>
            </li>
          ))}
        </ul>
        <h3>{t('process:screens.exitCriteria')}</h3>
        <ul>
          {stage.criteria.map((criterion) => (
            <li key={criterion.id}>
              {localized(criterion.names)}{' '}
              <Chip tone={criterion.level === 'required' ? 'pri' : 'plain'}>
                {t(`process:choices.criterionLevel.${criterion.level}`)}
              </Chip>{' '}
              <span className={classes['quiet']}>{figures.waivedOf(criterion.key)}</span>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
