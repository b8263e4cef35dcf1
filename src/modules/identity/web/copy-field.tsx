import { Button, CopyButton, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './identity.module.css';

interface CopyFieldProps {
  label: string;
  hint: string;
  value: string;
  /** Whether the button has the keyboard at first. */
  isFirst?: boolean;
}

/** Something to be taken elsewhere: read only, with a button that copies it. */
export function CopyField({ label, hint, value, isFirst = false }: CopyFieldProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['once']}>
      <TextInput
        label={label}
        description={hint}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        classNames={{ input: classes['secret'] ?? '' }}
      />
      <CopyButton value={value} timeout={3000}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            onClick={copy}
            {...(isFirst ? { 'data-autofocus': true } : { 'aria-label': `${t('identity:copy')}: ${label}` })}
          >
            <span aria-live="polite">{t(copied ? 'identity:copied' : 'identity:copy')}</span>
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
