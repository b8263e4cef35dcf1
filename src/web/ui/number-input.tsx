import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Plain = Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'>;

export interface TypedNumberProps extends Plain {
  /** `null` is empty; NaN is a text that is no such number, which no schema lets through. */
  value: number | null;
  onChange: (value: number | null) => void;
  /** Reads what was typed; `null` when it is not such a number. */
  parse: (text: string) => number | null;
  /** Writes the value as a person would type it. */
  write: (value: number) => string;
  /** What to say of a text that cannot be read. */
  fault: string;
}

/** A text field for numbers: it reads what people type (12k, 128.6万, full-width digits) and writes it back properly on leaving. */
export function TypedNumberInput({ value, onChange, parse, write, fault, error, onBlur, ...rest }: TypedNumberProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [isTouched, setTouched] = useState(false);
  const isBroken = value !== null && Number.isNaN(value);
  const shown = draft ?? (value === null || isBroken ? '' : write(value));
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      styles={{ input: { fontVariantNumeric: 'tabular-nums', textAlign: 'right' } }}
      value={shown}
      error={error ?? (isBroken && isTouched ? fault : undefined)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        onChange(text.trim() === '' ? null : (parse(text) ?? Number.NaN));
      }}
      onBlur={(event) => {
        setTouched(true);
        if (!isBroken) setDraft(null);
        onBlur?.(event);
      }}
    />
  );
}

interface NumberFieldProps extends Plain {
  value: number | null;
  onChange: (value: number | null) => void;
}

export function useNumberFault(): { number: string; integer: string; amount: string } {
  const { t } = useTranslation();
  return {
    number: t('platform:errors.not_a_number'),
    integer: t('platform:errors.not_an_integer'),
    amount: t('platform:errors.not_an_amount'),
  };
}

export type { NumberFieldProps };
