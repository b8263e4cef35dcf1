import { ActionIcon, Checkbox, Popover, ScrollArea, UnstyledButton } from '@mantine/core';
import { IconColumns3, IconGripVertical } from '@tabler/icons-react';
import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityUi } from '../entity-ui.ts';
import type { Column, Columns } from './columns.ts';
import classes from './entity-list.module.css';

/** Which columns a list shows, and in which order: dragged by the grip, or moved by its arrow keys. */
export function ColumnMenu({ ui, columns }: { ui: EntityUi; columns: Columns }) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <ActionIcon size={36} aria-label={t('web:list.columns')} visibleFrom="sm">
          <IconColumns3 size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <ScrollArea.Autosize mah={420} type="auto">
          <ColumnRows ui={ui} columns={columns} />
        </ScrollArea.Autosize>
        <UnstyledButton mt="sm" c="var(--pri)" onClick={columns.reset}>
          {t('web:list.resetColumns')}
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnRows({ ui, columns }: { ui: EntityUi; columns: Columns }) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const shown = columns.shown.filter(({ key }) => key !== ui.titleField);
  const isShown = new Set(shown.map(({ key }) => key));
  const others = columns.all.filter(({ key }) => key !== ui.titleField && !isShown.has(key));
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };
  return (
    <>
      <ul className={classes['columnList']} aria-label={t('web:list.shownColumns')}>
        {shown.map((column, index) => (
          <li
            key={column.key}
            data-over={(dragged !== null && over === column.key && dragged !== over) || undefined}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(column.key);
            }}
            onDrop={() => {
              if (dragged) columns.move(dragged, column.key);
              end();
            }}
          >
            <Checkbox label={t(column.label)} checked onChange={() => columns.toggle(column.key)} />
            <Grip
              name={t(column.label)}
              onStart={() => setDragged(column.key)}
              onEnd={end}
              onMove={(by) => {
                const next = shown[index + by];
                if (next) columns.move(column.key, next.key);
              }}
            />
          </li>
        ))}
      </ul>
      <ul className={classes['columnList']} aria-label={t('web:list.otherColumns')}>
        {others.map((column: Column) => (
          <li key={column.key}>
            <Checkbox label={t(column.label)} checked={false} onChange={() => columns.toggle(column.key)} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface GripProps {
  name: string;
  onStart: () => void;
  onEnd: () => void;
  onMove: (by: 1 | -1) => void;
}

function Grip({ name, onStart, onEnd, onMove }: GripProps) {
  const { t } = useTranslation();
  const handleStart = (event: DragEvent): void => {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', name);
    onStart();
  };
  const handleKey = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const grip = event.currentTarget;
    onMove(by);
    // A row that is put elsewhere loses the focus.
    requestAnimationFrame(() => grip.focus());
  };
  return (
    <button
      type="button"
      className={classes['grip']}
      draggable
      onDragStart={handleStart}
      onDragEnd={onEnd}
      onKeyDown={handleKey}
      aria-label={t('web:list.moveColumn', { name })}
    >
      <IconGripVertical size={16} aria-hidden="true" />
    </button>
  );
}
