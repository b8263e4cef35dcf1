import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../platform/languages.ts';
import { setLanguage } from '../i18n.ts';
import { languageNames } from '../languages.ts';
import { showProblem } from '../ui/toast.tsx';

/** Switches the language of this device, at once. */
export function LanguageMenu({ size = 32 }: { size?: number }) {
  const { t, i18n } = useTranslation();
  return (
    <Menu width={180}>
      <Menu.Target>
        <ActionIcon size={size} aria-label={t('web:user.language')}>
          <IconLanguage size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => void setLanguage(language).catch(showProblem)}
            rightSection={i18n.language === language ? <IconCheck size={16} aria-label={t('web:states.chosen')} /> : null}
          >
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
