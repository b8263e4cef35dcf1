import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { movedTo } from './designer-rules.ts';

/** Puts a list into another order: rows are dragged by their handle, or moved by its arrow keys or its menu. */
export function useReorder<T>(list: readonly T[], onChange: (list: T[], from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const move = (from: number, to: number): void => {
    if (to >= 0 && to < list.length && to !== from) onChange(movedTo(list, from, to), from, to);
  };
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };
  return {
    row: (index: number) => ({
      'data-over': (dragged !== null && over === index && dragged !== index) || undefined,
      'data-dragged': dragged === index || undefined,
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(index);
      },
      onDrop: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        move(dragged, index);
        end();
      },
    }),
    handle: (index: number): HandleProps => ({
      isFirst: index === 0,
      isLast: index === list.length - 1,
      onMove: (by) => move(index, index + by),
      onDragStart: () => setDragged(index),
      onDragEnd: end,
    }),
  };
}

interface HandleProps {
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onDragStart: () => void;
  onDragEnd: () => void;
}

/** The grip of a row. */
export function Handle({ name, isFirst, isLast, onMove, onDragStart, onDragEnd }: HandleProps & { name: string }) {
  const { t } = useTranslation();
  const handleKey = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    // The arrows would open the menu.
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    onMove(by);
    // A row that is put elsewhere loses the focus.
    requestAnimationFrame(() => handle.focus());
  };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          className="cd-touch"
          style={{ cursor: 'grab' }}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', name);
            onDragStart();
          }}
          onDragEnd={onDragEnd}
          onKeyDownCapture={handleKey}
          aria-label={t('process:screens.order', { name })}
        >
          <IconGripVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={16} />} disabled={isFirst} onClick={() => onMove(-1)}>
          {t('process:screens.moveUp')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} />} disabled={isLast} onClick={() => onMove(1)}>
          {t('process:screens.moveDown')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
