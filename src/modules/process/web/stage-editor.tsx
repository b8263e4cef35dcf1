import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { IntegerInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { roles } from '../../identity/contract.ts';
import { Bilingual } from './bilingual.tsx';
import { CriteriaCard } from './criteria-card.tsx';
import type { DesignerField } from './designer-rules.ts';
import classes from './process.module.css';
import type { StagePartProps } from './stage-part.tsx';
import { TasksCard } from './tasks-card.tsx';

interface StageEditorProps extends StagePartProps {
  fields: readonly DesignerField[];
  /** The workspace's own rate of this stage, in words. */
  ownRate: string | null;
}

/** Everything about one stage: names, guidance, targets, first tasks, exit criteria. */
export function StageEditor({ fields, ownRate, ...part }: StageEditorProps) {
  return (
    <div className={classes['parts']}>
      <StageFields {...part} ownRate={ownRate} />
      <CriteriaCard {...part} fields={fields} />
      <TasksCard {...part} />
    </div>
  );
}

function StageFields({ stage, onChange, ownRate }: Omit<StagePartProps, 'draft'> & { ownRate: string | null }) {
  const { t } = useTranslation();
  return (
    <Card title={t('process:screens.stage')}>
      <div className={classes['fields']}>
        <Bilingual label={t('process:screens.name')} value={stage.names} onChange={(names) => onChange({ names })} />
        <Select
          label={t('process:screens.phase')}
          data={[1, 2, 3, 4, 5].map((phase) => ({ value: String(phase), label: t(`process:choices.phase.${phase}`) }))}
          value={String(stage.phase)}
          allowDeselect={false}
          onChange={(phase) => onChange({ phase: Number(phase ?? stage.phase) })}
        />
        <Select
          label={t('process:screens.role')}
          data={roles.map((role) => ({ value: role, label: t(`identity:roles.${role}`) }))}
          value={stage.role}
          allowDeselect={false}
          onChange={(next) => onChange({ role: roles.find((role) => role === next) ?? stage.role })}
        />
        <ChanceFields stage={stage} onChange={onChange} ownRate={ownRate} />
        <div className={classes['pair']}>
          <Bilingual
            label={t('process:screens.guidance')}
            value={stage.guidance ?? null}
            onChange={(guidance) => onChange({ guidance })}
            isLong
          />
          <Bilingual
            label={t('process:screens.customerExpectation')}
            value={stage.customerExpectation ?? null}
            onChange={(customerExpectation) => onChange({ customerExpectation })}
            isLong
          />
        </div>
      </div>
    </Card>
  );
}

/** Target and probability; from signing on, what winning changes. */
function ChanceFields({ stage, onChange, ownRate }: Omit<StagePartProps, 'draft'> & { ownRate: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      <IntegerInput
        label={t('process:screens.targetDays')}
        value={stage.targetDays}
        onChange={(targetDays) => onChange({ targetDays: targetDays ?? stage.targetDays })}
      />
      <PercentInput
        label={t('process:screens.probability')}
        description={ownRate}
        value={stage.probabilityBp}
        onChange={(probabilityBp) => onChange({ probabilityBp: probabilityBp ?? stage.probabilityBp })}
      />
      {stage.phase >= 4 ? (
        <PercentInput
          label={t('process:screens.probabilityWon')}
          value={stage.probabilityWonBp ?? null}
          onChange={(probabilityWonBp) => onChange({ probabilityWonBp })}
        />
      ) : null}
      {stage.phase === 4 ? (
        <Switch
          className={classes['wide'] ?? ''}
          label={t('process:screens.secondTarget')}
          checked={stage.secondTarget === 'promisedOn'}
          onChange={(event) => onChange({ secondTarget: event.currentTarget.checked ? 'promisedOn' : null })}
        />
      ) : null}
    </>
  );
}
