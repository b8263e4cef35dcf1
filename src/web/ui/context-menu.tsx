import { Menu } from '@mantine/core';
import { useState, type MouseEvent } from 'react';
import type { MenuAction } from './page-header.tsx';

/** Where a menu stands, in pixels of the window. */
export interface MenuPlace {
  x: number;
  y: number;
}

/** Where a menu that was asked for belongs: at the pointer, or below what the keyboard is on. */
export function placeOf(event: MouseEvent, on: Element): MenuPlace {
  // Asked for by the keyboard, the event stands nowhere, or in the middle of what has the focus.
  if (event.button === 2 && event.clientX > 0) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = on.getBoundingClientRect();
  return { x: left + 48, y: bottom };
}

interface ContextMenuProps {
  place: MenuPlace;
  label: string;
  actions: readonly MenuAction[];
  onClose: () => void;
}

/** A menu of what can be done with one thing, at the place where it was asked for. */
export function ContextMenu({ place, label, actions, onClose }: ContextMenuProps) {
  const [returnsFocus, setReturnsFocus] = useState(true);
  return (
    <Menu opened onClose={onClose} position="bottom-start" offset={0} width={240} returnFocus={returnsFocus}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: place.x, top: place.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {actions.map(({ key, label: text, icon, onClick, isDestructive, isDisabled, takesFocus }) => (
          <Menu.Item
            key={key}
            leftSection={icon}
            onClick={() => {
              setReturnsFocus(takesFocus !== true);
              onClick();
            }}
            disabled={isDisabled ?? false}
            {...(isDestructive ? { color: 'var(--bad)' } : {})}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
