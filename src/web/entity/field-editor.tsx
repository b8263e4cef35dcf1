import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../ui/date-input.tsx';
import { InstantInput } from '../ui/instant-input.tsx';
import { DecimalInput, IntegerInput, MoneyInput, PercentInput } from '../ui/number-fields.tsx';
import { CurrencyInput } from '../ui/world-inputs.tsx';
import { AddressEditor, LabelledEditor, LocalizedEditor } from './compound-editors.tsx';
import { choiceLabelKey, isYear, type AnyField, type EntityUi } from './entity-ui.ts';
import { RecordPicker, TeamPicker, UserPicker } from './pickers.tsx';
import { SuggestingInput } from './suggesting-input.tsx';
import { asNumber, asRef, asText, asTexts } from './read-values.ts';

export interface FieldEditorProps {
  ui: Pick<EntityUi, 'module' | 'object' | 'suggestions'>;
  fieldKey: string;
  field: AnyField;
  /** As read: links as `{id, name}` or `{id, title}`, the rest as written. */
  value: unknown;
  onChange: (value: unknown) => void;
  label: string;
  error?: string | undefined;
  /** For `money`: the currency the amount is in. */
  currency: string;
  autoFocus?: boolean;
}

interface InnerProps extends FieldEditorProps {
  shared: { label: string; error: string | undefined; required: boolean; autoFocus?: boolean };
}

/** The input that fits a field's kind. */
export function FieldEditor(props: FieldEditorProps) {
  const { field, label, error, autoFocus = false } = props;
  const focus = autoFocus ? { autoFocus, 'data-autofocus': true } : {};
  const shared = { label, error, required: field.required === true && field.kind !== 'bool', ...focus };
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'email':
    case 'url':
      return <TextEditor {...props} shared={shared} />;
    case 'integer':
    case 'percent':
    case 'money':
    case 'decimal':
      return <NumberEditor {...props} shared={shared} />;
    case 'date':
    case 'instant':
      return <TimeEditor {...props} shared={shared} />;
    case 'bool':
    case 'choice':
    case 'choices':
    case 'currency':
      return <ChoiceEditor {...props} shared={shared} />;
    case 'ref':
    case 'user':
    case 'team':
      return <LinkEditor {...props} shared={shared} />;
    case 'emails':
    case 'phones':
    case 'handles':
      return <LabelledEditor kind={field.kind} {...shared} value={props.value} onChange={props.onChange} />;
    case 'address':
      return <AddressEditor {...shared} value={props.value} onChange={props.onChange} />;
    case 'localized':
      return <LocalizedEditor {...shared} value={props.value} onChange={props.onChange} />;
    case 'json':
      return null;
  }
}

function TextEditor({ ui, fieldKey, field, value, onChange, shared }: InnerProps) {
  const text = asText(value) ?? '';
  const emit = (typed: string): void => onChange(typed === '' ? null : typed);
  if (field.kind === 'longText') {
    return (
      <Textarea
        {...shared}
        value={text}
        onChange={(event) => emit(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={12}
      />
    );
  }
  const load = ui.suggestions?.[fieldKey];
  if (load) return <SuggestingInput {...shared} name={`${ui.object}.${fieldKey}`} load={load} value={text} onChange={emit} />;
  const type = field.kind === 'email' ? 'email' : field.kind === 'url' ? 'url' : 'text';
  const tidy = (): void => {
    // People type "example.com"; the address wants its scheme.
    if (field.kind === 'url' && text !== '' && !/^[a-z]+:\/\//i.test(text)) onChange(`https://${text}`);
  };
  return (
    <TextInput
      {...shared}
      type={type}
      value={text}
      autoComplete="off"
      onChange={(event) => emit(event.currentTarget.value)}
      onBlur={tidy}
    />
  );
}

function NumberEditor({ field, value, onChange, currency, shared }: InnerProps) {
  switch (field.kind) {
    case 'money':
      return <MoneyInput {...shared} currency={currency} value={asNumber(value)} onChange={onChange} />;
    case 'percent':
      return <PercentInput {...shared} value={asNumber(value)} onChange={onChange} />;
    case 'decimal':
      return <DecimalInput {...shared} value={asText(value)} onChange={onChange} />;
    default:
      return <IntegerInput {...shared} value={asNumber(value)} onChange={onChange} isYear={isYear(field)} />;
  }
}

function TimeEditor({ field, value, onChange, shared }: InnerProps) {
  const { label, error, required } = shared;
  if (field.kind === 'date') return <DateInput {...shared} value={asText(value)} onChange={onChange} />;
  return <InstantInput label={label} error={error} required={required} value={asText(value)} onChange={onChange} />;
}

function ChoiceEditor({ ui, fieldKey, field, value, onChange, shared }: InnerProps) {
  const { t } = useTranslation();
  const offered = (field.choices ?? []).filter((choice) => choice === value || !field.retired?.includes(choice));
  const data = offered.map((choice) => ({ value: choice, label: t(choiceLabelKey(ui, fieldKey, choice)) }));
  if (field.kind === 'bool') {
    return (
      <Checkbox
        label={shared.label}
        error={shared.error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        mt={6}
      />
    );
  }
  if (field.kind === 'currency')
    return <CurrencyInput {...shared} value={asText(value)} onChange={onChange} clearable={!shared.required} />;
  if (field.kind === 'choices')
    return <MultiSelect {...shared} data={data} value={asTexts(value)} onChange={onChange} searchable={data.length > 8} />;
  return (
    <Select
      {...shared}
      data={data}
      value={asText(value)}
      onChange={(next) => onChange(next)}
      searchable={data.length > 8}
      clearable={!shared.required}
      allowDeselect={!shared.required}
    />
  );
}

function LinkEditor({ field, value, onChange, shared }: InnerProps) {
  const props = { ...shared, value: asRef(value), onChange };
  if (field.kind === 'user') return <UserPicker {...props} />;
  if (field.kind === 'team') return <TeamPicker {...props} />;
  return <RecordPicker {...props} kind={field.target ?? ''} />;
}
