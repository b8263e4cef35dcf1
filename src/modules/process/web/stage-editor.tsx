import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import { Card } from '../../../web/ui/card.tsx';
import { IntegerInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { roles } from '../../identity/contract.ts';
import { type CriterionInput, criterionLevels, type StageInput, type StageTaskInput } from '../contract.ts';
import { type Draft, newCriterion, newTask } from './designer-rules.ts';
import classes from './process.module.css';

interface StageEditorProps {
  draft: Draft;
  stage: StageInput;
  onChange: (stage: StageInput) => void;
}

/** Everything about one stage: names, guidance, targets, first tasks, exit criteria. */
export function StageEditor({ draft, stage, onChange }: StageEditorProps) {
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <StageFields stage={stage} onChange={onChange} />
      <CriteriaCard draft={draft} stage={stage} onChange={onChange} />
      <TasksCard draft={draft} stage={stage} onChange={onChange} />
    </div>
  );
}

/** The same text in both languages, side by side. */
function Bilingual({
  label,
  value,
  onChange,
  isLong = false,
}: {
  label: string;
  value: LocalizedText | null;
  onChange: (value: LocalizedText) => void;
  isLong?: boolean;
}) {
  const { t } = useTranslation();
  const Input = isLong ? Textarea : TextInput;
  return (
    <>
      {(['zh-Hans', 'en'] as const).map((language) => (
        <Input
          key={language}
          label={t(language === 'en' ? 'process:screens.inEnglish' : 'process:screens.inChinese', { label })}
          lang={language}
          value={value?.[language] ?? ''}
          onChange={(event: { currentTarget: { value: string } }) =>
            onChange({
              ...value,
              [language]: event.currentTarget.value,
              ...(language === 'zh-Hans' ? { 'zh-Hant': undefined } : {}),
            })
          }
          {...(isLong ? { autosize: true, minRows: 2 } : {})}
        />
      ))}
    </>
  );
}

function StageFields({ stage, onChange }: Omit<StageEditorProps, 'draft'>) {
  const { t } = useTranslation();
  return (
    <Card title={t('process:screens.stage')}>
      <div className={classes['fields']}>
        <Bilingual label={t('process:screens.name')} value={stage.names} onChange={(names) => onChange({ ...stage, names })} />
        <Select
          label={t('process:screens.phase')}
          data={[1, 2, 3, 4, 5].map((phase) => ({ value: String(phase), label: t(`process:choices.phase.${phase}`) }))}
          value={String(stage.phase)}
          allowDeselect={false}
          onChange={(phase) => onChange({ ...stage, phase: Number(phase ?? stage.phase) })}
        />
        <Select
          label={t('process:screens.role')}
          data={roles.map((role) => ({ value: role, label: t(`identity:roles.${role}`) }))}
          value={stage.role}
          allowDeselect={false}
          onChange={(next) => onChange({ ...stage, role: roles.find((role) => role === next) ?? stage.role })}
        />
        <IntegerInput
          label={t('process:screens.targetDays')}
          value={stage.targetDays}
          onChange={(targetDays) => onChange({ ...stage, targetDays: targetDays ?? stage.targetDays })}
        />
        <PercentInput
          label={t('process:screens.probability')}
          value={stage.probabilityBp}
          onChange={(probabilityBp) => onChange({ ...stage, probabilityBp: probabilityBp ?? stage.probabilityBp })}
        />
        <div className={classes['wide']}>
          <Bilingual
            label={t('process:screens.guidance')}
            value={stage.guidance}
            onChange={(guidance) => onChange({ ...stage, guidance })}
            isLong
          />
        </div>
        <div className={classes['wide']}>
          <Bilingual
            label={t('process:screens.customerExpectation')}
            value={stage.customerExpectation}
            onChange={(customerExpectation) => onChange({ ...stage, customerExpectation })}
            isLong
          />
        </div>
      </div>
    </Card>
  );
}

function CriteriaCard({ draft, stage, onChange }: StageEditorProps) {
  const { t } = useTranslation();
  const set = (index: number, patch: Partial<CriterionInput>): void =>
    onChange({ ...stage, criteria: stage.criteria.map((old, at) => (at === index ? { ...old, ...patch } : old)) });
  return (
    <Card title={t('process:screens.exitCriteria')}>
      {stage.criteria.map((criterion, index) => (
        <div key={criterion.key} className={classes['row']}>
          <Bilingual
            label={t(`process:choices.criterionKind.${criterion.kind}`)}
            value={criterion.names}
            onChange={(names) => set(index, { names })}
          />
          <Select
            aria-label={t('process:screens.level')}
            data={criterionLevels.map((level) => ({ value: level, label: t(`process:choices.criterionLevel.${level}`) }))}
            value={criterion.level}
            allowDeselect={false}
            onChange={(next) => set(index, { level: criterionLevels.find((level) => level === next) ?? criterion.level })}
          />
          <Checkbox
            label={t('process:screens.allowsUnknown')}
            checked={criterion.allowsUnknown}
            onChange={(event) => set(index, { allowsUnknown: event.currentTarget.checked })}
            mb={8}
          />
          <RemoveButton
            label={criterion.names['zh-Hans'] ?? criterion.names.en ?? ''}
            onClick={() => onChange({ ...stage, criteria: stage.criteria.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div className={classes['foot']}>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange({ ...stage, criteria: [...stage.criteria, newCriterion(draft, { en: '', 'zh-Hans': '' })] })}
        >
          {t('process:screens.addCriterion')}
        </Button>
      </div>
    </Card>
  );
}

function TasksCard({ draft, stage, onChange }: StageEditorProps) {
  const { t } = useTranslation();
  const set = (index: number, patch: Partial<StageTaskInput>): void =>
    onChange({ ...stage, tasks: stage.tasks.map((old, at) => (at === index ? { ...old, ...patch } : old)) });
  return (
    <Card title={t('process:screens.entryTasks')}>
      {stage.tasks.map((task, index) => (
        <div key={task.key} className={classes['row']}>
          <Bilingual label={t('process:screens.task')} value={task.names} onChange={(names) => set(index, { names })} />
          <NumberInput
            label={t('process:screens.dueDays')}
            min={0}
            max={3650}
            value={task.dueDays}
            onChange={(dueDays) => set(index, { dueDays: Number(dueDays) || 0 })}
          />
          <Select
            label={t('process:screens.dueFrom')}
            data={(['entered', 'won'] as const).map((from) => ({ value: from, label: t(`process:screens.dueFroms.${from}`) }))}
            value={task.dueFrom ?? 'entered'}
            allowDeselect={false}
            onChange={(next) => set(index, { dueFrom: next === 'won' ? 'won' : 'entered' })}
          />
          <RemoveButton
            label={task.names['zh-Hans'] ?? task.names.en ?? ''}
            onClick={() => onChange({ ...stage, tasks: stage.tasks.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div className={classes['foot']}>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange({ ...stage, tasks: [...stage.tasks, newTask(draft, { en: '', 'zh-Hans': '' })] })}
        >
          {t('process:screens.addTask')}
        </Button>
      </div>
    </Card>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={t('process:screens.remove', { name: label })}
      onClick={onClick}
    >
      <IconX size={16} />
    </ActionIcon>
  );
}
