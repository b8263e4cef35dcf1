import { ActionIcon, Menu } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LanguageItems } from './choice-items.tsx';

/** Switches the language before anybody has signed in. */
export function LanguageMenu() {
  const { t } = useTranslation();
  return (
    <Menu width={180}>
      <Menu.Target>
        <ActionIcon size={44} aria-label={t('web:user.language')}>
          <IconLanguage size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems />
      </Menu.Dropdown>
    </Menu>
  );
}
