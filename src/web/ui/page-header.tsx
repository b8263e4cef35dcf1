import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page-header.module.css';

export interface MenuAction {
  key: string;
  label: string;
  onClick: () => void;
  icon?: ReactNode;
  /** Ends something; shown in red, with its word. */
  isDestructive?: boolean;
  isDisabled?: boolean;
  /** Puts the keyboard somewhere: it does not come back to the button of the menu. */
  takesFocus?: boolean;
}

interface PageHeaderProps {
  title: ReactNode;
  sub?: ReactNode;
  /** What stands below the title chooses what is shown: on the phone it has a row of its own, below the buttons. */
  choosesBelow?: boolean;
  /** The one thing this screen is for; an ink-blue button. */
  primary?: ReactNode;
  /** Figures or quiet buttons between title and primary action. */
  aside?: ReactNode;
  /** What is done seldom, behind ⋯. */
  menu?: MenuAction[];
}

export function ActionMenu({ actions, label }: { actions: MenuAction[]; label?: string }) {
  const { t } = useTranslation();
  const [returnsFocus, setReturnsFocus] = useState(true);
  if (actions.length === 0) return null;
  return (
    <Menu returnFocus={returnsFocus} onOpen={() => setReturnsFocus(true)}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} className="cd-touch" aria-label={label ?? t('web:actions.more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Menu.Item
            key={action.key}
            onClick={() => {
              setReturnsFocus(action.takesFocus !== true);
              action.onClick();
            }}
            leftSection={action.icon}
            disabled={action.isDisabled ?? false}
            {...(action.isDestructive ? { color: 'var(--bad)' } : {})}
          >
            {action.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Title of a screen with its one primary action. */
export function PageHeader({ title, sub, choosesBelow, primary, aside, menu = [] }: PageHeaderProps) {
  return (
    <header className={classes['header']} data-chooses-below={choosesBelow || undefined}>
      <div className={classes['titles']}>
        <h1>{title}</h1>
        {sub ? <div className={classes['sub']}>{sub}</div> : null}
      </div>
      {aside ? <div className={classes['aside']}>{aside}</div> : null}
      <div className={classes['actions']}>
        <ActionMenu actions={menu} />
        {primary}
      </div>
    </header>
  );
}
