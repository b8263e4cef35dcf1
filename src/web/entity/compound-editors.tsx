import { ActionIcon, Button, Input, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { languages, languageNames } from '../../platform/languages.ts';
import classes from './compound-editors.module.css';
import { asLabelled, asRecord, asText, type Labelled } from './read-values.ts';

interface CompoundProps {
  label: string;
  error?: string | undefined;
  required?: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
}

const channels = ['wechat', 'wecom', 'dingtalk', 'feishu', 'whatsapp', 'line', 'linkedin', 'telegram', 'qq', 'other'];
const places = ['work', 'mobile', 'home', 'other'];
const inputTypes = { emails: 'email', phones: 'tel', handles: 'text' } as const;

interface LabelledProps extends CompoundProps {
  kind: 'emails' | 'phones' | 'handles';
}

/** Several phones, mails or accounts on other channels, each with what it is; the first one counts first. */
export function LabelledEditor({ kind, label, error, required, value, onChange }: LabelledProps) {
  const { t } = useTranslation();
  const items = asLabelled(value);
  const labels = kind === 'handles' ? channels : places;
  const emit = (next: Labelled[]): void => {
    onChange(kind === 'handles' ? next.map((item) => ({ channel: item.label ?? 'other', value: item.value })) : next);
  };
  const change = (index: number, part: Partial<Labelled>): void =>
    emit(items.map((item, at) => (at === index ? { ...item, ...part } : item)));
  const labelOf = (key: string): string => t(`web:labels.${key}`, { defaultValue: key });
  return (
    <Input.Wrapper label={label} error={error} required={required ?? false} labelElement="div" role="group" aria-label={label}>
      <div className={classes['rows']}>
        {items.map((item, index) => (
          // The row's place is its identity: its text changes while it is typed.
          <div key={index} className={classes['row']}>
            <Select
              aria-label={t('web:fields.labelOf', { field: label, number: index + 1 })}
              data={[...new Set([...labels, ...(item.label ? [item.label] : [])])].map((key) => ({
                value: key,
                label: labelOf(key),
              }))}
              value={item.label ?? null}
              onChange={(next) => change(index, { label: next ?? labels[0] ?? 'other' })}
              allowDeselect={false}
              w={112}
            />
            <TextInput
              aria-label={`${label} ${index + 1}`}
              type={inputTypes[kind]}
              value={item.value}
              onChange={(event) => change(index, { value: event.currentTarget.value })}
              autoComplete="off"
              style={{ flex: 1 }}
            />
            <ActionIcon
              className="cd-touch"
              size={36}
              aria-label={t('web:actions.remove', { name: `${label} ${index + 1}` })}
              onClick={() => emit(items.filter((_, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes['add']}
          leftSection={<IconPlus size={14} />}
          onClick={() => emit([...items, { value: '', label: labels[0] ?? 'other' }])}
        >
          {t('web:actions.add')}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

const addressParts = ['country', 'province', 'city', 'district', 'street', 'postalCode'] as const;

/** The parts of an address, in the order the reader's language writes them. */
export function AddressEditor({ label, error, value, onChange }: CompoundProps) {
  const { t, i18n } = useTranslation();
  const parts = asRecord(value);
  const order = i18n.language === 'en' ? addressParts.toReversed() : addressParts;
  const change = (part: string, typed: string): void => {
    const next = Object.fromEntries(Object.entries({ ...parts, [part]: typed }).filter(([, text]) => text !== ''));
    onChange(Object.keys(next).length === 0 ? null : next);
  };
  return (
    <Input.Wrapper label={label} error={error} labelElement="div" role="group" aria-label={label}>
      <div className={classes['grid']}>
        {order.map((part) => (
          <TextInput
            key={part}
            className={part === 'street' ? classes['wide'] : undefined}
            placeholder={t(`web:address.${part}`)}
            aria-label={`${label}: ${t(`web:address.${part}`)}`}
            value={asText(parts[part]) ?? ''}
            onChange={(event) => change(part, event.currentTarget.value)}
            autoComplete="off"
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}

/** One text in each language; an empty one is taken from the others. */
export function LocalizedEditor({ label, error, required, value, onChange }: CompoundProps) {
  const { t } = useTranslation();
  const texts = asRecord(value);
  const change = (language: string, typed: string): void => {
    const next = Object.fromEntries(Object.entries({ ...texts, [language]: typed }).filter(([, text]) => text !== ''));
    onChange(Object.keys(next).length === 0 ? null : next);
  };
  return (
    <Input.Wrapper label={label} error={error} required={required ?? false} labelElement="div" role="group" aria-label={label}>
      <div className={classes['rows']}>
        {languages.map((language) => (
          <TextInput
            key={language}
            lang={language}
            aria-label={`${label}: ${languageNames[language]}`}
            placeholder={language === 'zh-Hant' ? t('web:fields.madeFromSimplified') : languageNames[language]}
            value={asText(texts[language]) ?? ''}
            onChange={(event) => change(language, event.currentTarget.value)}
            autoComplete="off"
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
