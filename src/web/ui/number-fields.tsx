import { currencyExponent } from '../../platform/money.ts';
import { parseMoney, parseNumber, currencySymbol } from '../format.ts';
import { useFormat, useLanguage } from '../use-format.ts';
import { TypedNumberInput, useNumberFault, type NumberFieldProps } from './number-input.tsx';

interface IntegerInputProps extends NumberFieldProps {
  /** Written without separators. */
  isYear?: boolean;
}

/** A whole number. */
export function IntegerInput({ isYear = false, ...props }: IntegerInputProps) {
  const format = useFormat();
  const fault = useNumberFault();
  const parse = (text: string): number | null => {
    const value = parseNumber(text);
    return value !== null && Number.isInteger(value) ? value : null;
  };
  return (
    <TypedNumberInput
      {...props}
      parse={parse}
      write={(value) => (isYear ? String(value) : format.number(value, 0))}
      fault={fault.integer}
    />
  );
}

/** A share, typed in per cent, held in basis points. */
export function PercentInput(props: NumberFieldProps) {
  const format = useFormat();
  const fault = useNumberFault();
  const parse = (text: string): number | null => {
    const value = parseNumber(text);
    return value === null ? null : Math.round(value * 100);
  };
  return (
    <TypedNumberInput
      {...props}
      parse={parse}
      write={(value) => format.number(value / 100, 2)}
      fault={fault.number}
      rightSection="%"
    />
  );
}

interface MoneyInputProps extends NumberFieldProps {
  /** ISO 4217; decides the digits after the point and the sign before the amount. */
  currency: string;
}

/** An amount in minor units, typed and shown with the currency's sign. */
export function MoneyInput({ currency, ...props }: MoneyInputProps) {
  const format = useFormat();
  const language = useLanguage();
  const fault = useNumberFault();
  const symbol = currencySymbol(currency, language);
  const exponent = currencyExponent(currency);
  return (
    <TypedNumberInput
      {...props}
      parse={(text) => parseMoney(text, currency)}
      write={(minor) => format.number(minor / 10 ** exponent, exponent)}
      fault={fault.amount}
      leftSection={symbol}
      leftSectionWidth={16 + symbol.length * 9}
    />
  );
}

interface DecimalInputProps extends Omit<NumberFieldProps, 'value' | 'onChange'> {
  /** An exact decimal as text, "12.5". */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** An exact decimal number, held as text. */
export function DecimalInput({ value, onChange, ...props }: DecimalInputProps) {
  const format = useFormat();
  const fault = useNumberFault();
  return (
    <TypedNumberInput
      {...props}
      value={value === null ? null : Number(value)}
      onChange={(number) => onChange(number === null ? null : String(number))}
      parse={parseNumber}
      write={(number) => format.number(number, 6)}
      fault={fault.number}
    />
  );
}
