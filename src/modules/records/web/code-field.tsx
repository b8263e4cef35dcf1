import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type CodeChannel, codeChannels, type CodeMoment, codeMoments } from '../../../platform/public/code-channels.ts';
import classes from './share.module.css';

export interface CodeChoice {
  channel: CodeChannel;
  to: string;
  /** At opening unless given. */
  when?: CodeMoment | undefined;
}

interface CodeFieldProps {
  value: CodeChoice | null;
  onChange: (value: CodeChoice | null) => void;
  /** Those that this installation has; the others are shown with what they lack. */
  ready: readonly CodeChannel[];
  error: string | undefined;
  /** The page can be accepted, so the code may be asked for then. */
  isAccepted?: boolean;
}

/** Whether a reader has to enter a code, and where it goes. */
export function CodeField({ value, onChange, ready, error, isAccepted = false }: CodeFieldProps) {
  const { t } = useTranslation();
  const choose = (channel: string | null): void => {
    const found = codeChannels.find((each) => each === channel);
    onChange(found ? { channel: found, to: '', when: value?.when } : null);
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
      {value && isAccepted ? (
        <Select
          label={t('records:share.code.when')}
          data={codeMoments.map((moment) => ({ value: moment, label: t(`records:share.code.${moment}`) }))}
          value={value.when ?? 'opening'}
          onChange={(chosen) => onChange({ ...value, when: codeMoments.find((moment) => moment === chosen) })}
          allowDeselect={false}
        />
      ) : null}
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
      <p className={classes['note']}>
        {t(value ? `records:share.code.${value.when === 'accepting' ? 'signed' : 'locked'}` : 'records:share.anybody')}
      </p>
    </>
  );
}
