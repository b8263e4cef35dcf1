import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usualColor } from '../branding/contract.ts';
import classes from './company.module.css';

interface ColorFieldProps {
  label: string;
  description: string;
  disabled: boolean;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

/** A colour, typed as `#1f5eff` or picked by eye. */
export function ColorField({ value, onChange, label, disabled, ...props }: ColorFieldProps) {
  const { t } = useTranslation();
  const isColor = /^#[0-9a-f]{6}$/.test(value);
  return (
    <TextInput
      {...props}
      label={label}
      disabled={disabled}
      value={value}
      placeholder={usualColor}
      onChange={(event) => onChange(event.currentTarget.value.trim().toLowerCase())}
      leftSection={
        <input
          type="color"
          className={classes['swatch']}
          aria-label={t('settings:company.pickColor')}
          disabled={disabled}
          value={isColor ? value : usualColor}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      }
    />
  );
}
