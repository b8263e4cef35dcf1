import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  address,
  bool,
  choice,
  currency,
  date,
  defineFields,
  integer,
  localized,
  money,
  percent,
  phones,
  ref,
} from '../../platform/fields.ts';
import { PlaceContext } from '../use-format.ts';
import words from '../words/en.json' with { type: 'json' };
import { FieldValue } from './field-value.tsx';

const fields = defineFields({
  amountMinor: money({ currencyField: 'currency' }),
  currency: currency(),
  shareBp: percent(),
  founded: integer({ min: 1000, max: 2200 }),
  staff: integer(),
  closedOn: date(),
  isActive: bool(),
  status: choice(['open', 'won']),
  phones: phones(),
  address: address(),
  names: localized(),
  account: ref('unknownKind'),
});
const ui = { module: 'deals', object: 'deal', fields, tones: { status: { won: 'ok' as const } } };

function textOf(key: string, row: Record<string, unknown>, isCompact = false): string {
  const html = renderToStaticMarkup(
    <PlaceContext value={{ timeZone: 'Asia/Shanghai', currency: 'CNY' }}>
      <FieldValue ui={ui} fieldKey={key} row={{ id: 'r', custom: { tier: 'gold' }, ...row }} isCompact={isCompact} />
    </PlaceContext>,
  );
  return html.replace(/<[^>]*>/g, '').trim();
}

beforeAll(async () => {
  const deals = { choices: { deal: { status: { won: 'Won' } } } };
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en: { web: words, deals } }, interpolation: { escapeValue: false } });
});

describe('FieldValue', () => {
  it('writes an amount in its own currency, else in the workspace’s', () => {
    expect(textOf('amountMinor', { amountMinor: 1234, currency: 'USD' })).toBe('$12.34');
    expect(textOf('amountMinor', { amountMinor: 1234, currency: null })).toBe('CN¥12.34');
  });

  it('writes shares, counts and years each in their way', () => {
    expect(textOf('shareBp', { shareBp: 3140 })).toBe('31.4%');
    expect(textOf('staff', { staff: 2014 })).toBe('2,014');
    expect(textOf('founded', { founded: 2014 })).toBe('2014');
  });

  it('says what is empty, and keeps a list quiet', () => {
    expect(textOf('closedOn', { closedOn: null })).toBe('—');
    expect(textOf('closedOn', { closedOn: null }, true)).toBe('');
    expect(textOf('isActive', { isActive: false })).toBe('No');
  });

  it('shows the first of several with a count in a list, all of them on a page', () => {
    const value = {
      phones: [
        { value: '1', label: 'work' },
        { value: '2', label: 'mobile', isPrimary: true },
      ],
    };
    expect(textOf('phones', value, true)).toBe('2 +1');
    expect(textOf('phones', value)).toBe('2Mobile1Work');
  });

  it('reads choices, texts per language and addresses', () => {
    expect(textOf('status', { status: 'won' })).toBe('Won');
    expect(textOf('names', { names: { 'zh-Hans': '标准' } })).toBe('标准');
    expect(textOf('address', { address: { city: 'Suzhou', street: '1 Main St', country: 'China' } })).toBe(
      '1 Main St, Suzhou, China',
    );
  });

  it('names what it cannot link to', () => {
    expect(textOf('account', { account: { id: 'a', title: 'Acme' } })).toBe('Acme');
  });
});
