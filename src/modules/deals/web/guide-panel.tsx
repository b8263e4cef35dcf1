import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import type { Guide } from '../guide/contract.ts';
import { type Criterion, CriterionRow } from './criterion-row.tsx';
import classes from './guide.module.css';

interface GuidePanelProps {
  guide: Guide;
  onGo: (where: Criterion['where']) => void;
}

/** What the process asks for now: what is missing to leave the stage, and how the stage is done well. */
export function GuidePanel({ guide, onGo }: GuidePanelProps) {
  const { t } = useTranslation();
  const left = guide.required - guide.met;
  const isOver = guide.deal.status === 'lost' || guide.deal.status === 'completed';
  const open = left > 0 ? t('deals:screens.leftToLeave', { count: left }) : t('deals:screens.readyToLeave');
  const title = isOver ? t('deals:screens.criteriaOfStage') : open;
  return (
    <Card
      title={title}
      aside={
        guide.required > 0 ? (
          <Chip tone={left === 0 ? 'ok' : isOver ? 'plain' : 'warn'}>{`${guide.met} / ${guide.required}`}</Chip>
        ) : null
      }
    >
      {guide.criteria.map((criterion) => (
        <CriterionRow key={criterion.key} guide={guide} criterion={criterion} onGo={onGo} />
      ))}
    </Card>
  );
}

/** The stage's playbook: what to do, and what the customer may expect. */
export function Playbook({ guide }: { guide: Guide }) {
  const { t } = useTranslation();
  const { guidance, customerExpectation, role } = guide.playbook;
  return (
    <Card title={t('deals:screens.playbook')} aside={<Chip>{t(`identity:roles.${role}`)}</Chip>}>
      <div className={classes['playbook']}>
        {guidance ? <p>{guidance}</p> : null}
        {customerExpectation ? <small>{t('deals:screens.customerExpects', { text: customerExpectation })}</small> : null}
      </div>
    </Card>
  );
}
