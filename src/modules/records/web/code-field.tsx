import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CodeChannel, codeChannels } from '../../../platform/public/code-channels.ts';
import classes from './share.module.css';

export interface CodeChoice {
  channel: CodeChannel;
  to: string;
}

interface CodeFieldProps {
  value: CodeChoice | null;
  onChange: (value: CodeChoice | null) => void;
  /** Those that this installation has; the others are shown with what they lack. */
  ready: readonly CodeChannel[];
  error: string | undefined;
}

/** Whether a reader has to enter a code, and where it goes. */
export function CodeField({ value, onChange, ready, error }: CodeFieldProps) {
  const { t } = useTranslation();
  const choose = (channel: string | null): void => {
    const found = codeChannels.find((each) => each === channel);
    onChange(found ? { channel: found, to: '' } : null);
  };
  const choices = codeChannels.map((channel) => {
    const isReady = ready.includes(channel);
    return { value: channel, label: t(`records:share.code.${isReady ? channel : `${channel}Missing`}`), disabled: !isReady };
  });
  return (
    <>
      <Select
        label={t('records:share.code.label')}
        data={[{ value: '', label: t('records:share.code.none') }, ...choices]}
        value={value?.channel ?? ''}
        onChange={choose}
        allowDeselect={false}
      />
      {value ? (
        <TextInput
          label={t(`records:share.code.${value.channel}To`)}
          description={t('records:share.code.hint')}
          type={value.channel === 'mail' ? 'email' : 'tel'}
          autoComplete="off"
          value={value.to}
          onChange={(event) => onChange({ ...value, to: event.currentTarget.value.trim() })}
          error={error}
        />
      ) : null}
      <p className={classes['note']}>{t(value ? 'records:share.code.locked' : 'records:share.anybody')}</p>
    </>
  );
}
