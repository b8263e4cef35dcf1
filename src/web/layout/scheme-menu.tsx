import { ActionIcon, Menu, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SchemeItems } from './choice-items.tsx';

/** Light or dark, before anybody has signed in. */
export function SchemeMenu() {
  const { t } = useTranslation();
  const Sign = useComputedColorScheme('light') === 'dark' ? IconMoon : IconSun;
  return (
    <Menu width={180}>
      <Menu.Target>
        <ActionIcon size={44} aria-label={t('web:user.appearance')}>
          <Sign size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <SchemeItems />
      </Menu.Dropdown>
    </Menu>
  );
}
