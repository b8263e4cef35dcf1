import { Menu, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, languages, languageNames } from '../../platform/languages.ts';
import { setLanguage } from '../i18n.ts';
import { showProblem } from '../ui/toast.tsx';

export const schemes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** The languages, each in its own words; the choice holds at once. */
export function LanguageItems() {
  const { i18n } = useTranslation();
  const handleChange = (value: string): void => {
    if (isLanguage(value)) setLanguage(value).catch(showProblem);
  };
  return (
    <Menu.RadioGroup value={i18n.language} onChange={handleChange}>
      {languages.map((language) => (
        <Menu.RadioItem key={language} value={language} lang={language} closeMenuOnClick>
          {languageNames[language]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** Light, dark, or as the device has it. */
export function SchemeItems() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto')}
    >
      {schemes.map((scheme) => (
        <Menu.RadioItem key={scheme} value={scheme} closeMenuOnClick>
          {t(`web:user.scheme.${scheme}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** Both, under their names, for the menu of who has signed in. */
export function PreferenceItems() {
  const { t } = useTranslation();
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('web:user.language')}</Menu.Label>
      <LanguageItems />
      <Menu.Divider />
      <Menu.Label>{t('web:user.appearance')}</Menu.Label>
      <SchemeItems />
      <Menu.Divider />
    </>
  );
}
