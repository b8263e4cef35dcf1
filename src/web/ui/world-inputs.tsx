import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useLanguage } from '../use-format.ts';

type WorldProps = Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable' | 'limit'> & {
  value: string | null;
  onChange: (value: string | null) => void;
};

const commonCurrencies = ['CNY', 'USD', 'EUR', 'HKD', 'TWD', 'JPY', 'GBP', 'SGD', 'KRW', 'AUD', 'CAD', 'CHF'];

/** A currency, by code or name; the ones most used come first. */
export function CurrencyInput({ value, onChange, ...rest }: WorldProps) {
  const language = useLanguage();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'currency' });
    const codes = [...new Set([...commonCurrencies, ...Intl.supportedValuesOf('currency')])];
    return codes.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, [language]);
  return (
    <Select {...rest} data={data} value={value} onChange={(next) => onChange(next)} searchable limit={60} allowDeselect={false} />
  );
}

/** A time zone by its name, such as Asia/Shanghai. */
export function TimeZoneInput({ value, onChange, ...rest }: WorldProps) {
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return [...new Set([...(value ? [value] : []), 'UTC', ...known])].map((zone) => ({
      value: zone,
      label: zone.replaceAll('_', ' '),
    }));
  }, [value]);
  return (
    <Select
      {...rest}
      data={zones}
      value={value}
      onChange={(next) => onChange(next)}
      searchable
      limit={60}
      allowDeselect={false}
    />
  );
}
