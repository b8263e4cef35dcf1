import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { IntegerInput } from '../../../web/ui/number-fields.tsx';
import type { StageTaskInput } from '../contract.ts';
import { Bilingual } from './bilingual.tsx';
import { newTask } from './designer-rules.ts';
import { useLocalized } from './localized-name.ts';
import classes from './process.module.css';
import { Handle, useReorder } from './reorder.tsx';
import { RemoveButton, type StagePartProps } from './stage-part.tsx';

/** The tasks that entering the stage, or winning, makes. */
export function TasksCard({ draft, stage, onChange }: StagePartProps) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { tasks } = stage;
  const change = (next: StageTaskInput[]): void => onChange({ tasks: next });
  const order = useReorder(tasks, change);
  const set = (index: number, patch: Partial<StageTaskInput>): void =>
    change(tasks.map((old, at) => (at === index ? { ...old, ...patch } : old)));
  return (
    <Card title={t('process:screens.entryTasks')}>
      {tasks.map((task, index) => (
        <div key={task.key} className={classes['row']} {...order.row(index)}>
          <Handle name={localized(task.names)} {...order.handle(index)} />
          <Bilingual label={t('process:screens.task')} value={task.names} onChange={(names) => set(index, { names })} />
          <IntegerInput
            label={t('process:screens.dueDays')}
            value={task.dueDays}
            onChange={(dueDays) => set(index, { dueDays: dueDays ?? 0 })}
          />
          <Select
            label={t('process:screens.dueFrom')}
            data={(['entered', 'won'] as const).map((from) => ({ value: from, label: t(`process:screens.dueFroms.${from}`) }))}
            value={task.dueFrom ?? 'entered'}
            allowDeselect={false}
            onChange={(next) => set(index, { dueFrom: next === 'won' ? 'won' : 'entered' })}
          />
          <RemoveButton label={localized(task.names)} onClick={() => change(tasks.filter((_, at) => at !== index))} />
        </div>
      ))}
      <div className={classes['foot']}>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} />}
          onClick={() => change([...tasks, newTask(draft, { en: '', 'zh-Hans': '' })])}
        >
          {t('process:screens.addTask')}
        </Button>
      </div>
    </Card>
  );
}
