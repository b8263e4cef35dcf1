import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isLanguage, localize } from '../../../platform/languages.ts';
import { kindLabel, kinds } from '../../../web/kinds.ts';
import { isObject } from '../../../web/problem.ts';
import { useFormat } from '../../../web/use-format.ts';
import type { Entry } from '../contract.ts';

const modules: Readonly<Record<string, string>> = {
  file: 'timeline',
  activity: 'timeline',
  publicLink: 'records',
  approval: 'approvals',
};

/** Namespace of the words of a kind's events. */
export function moduleOf(object: string): string {
  return kinds[object]?.module ?? modules[object] ?? object;
}

const Words = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() }).partial();
const Waived = z.array(z.object({ name: z.string() })).min(1);

/** What an event's own currency counts; others are in the workspace's. */
const amounts: ReadonlySet<string> = new Set(['amountMinor', 'priceMinor']);

/** A record that an event points to: its name, or its kind where the reader may not see it. */
function useRecordText(): (names: Entry['names'], kind: string, id: unknown) => string {
  const { t } = useTranslation();
  return (names, kind, id) => {
    const name = typeof id === 'string' ? names[id] : undefined;
    return name ?? (kinds[kind] ? t(kindLabel(kind)) : t('timeline:entry.aRecord'));
  };
}

/** What an event says, in the reader's language: texts that processes have per language, names for ids, amounts with their currency. */
export function useSaid(): (entry: Entry, recordId: string) => Record<string, unknown> {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const recordText = useRecordText();
  const nearest = (value: unknown): unknown => {
    const words = Words.safeParse(value).data;
    if (!words || Object.keys(words).length === 0) return value;
    return isLanguage(i18n.language) ? localize(words, i18n.language) : value;
  };
  return ({ data, names }, recordId) => {
    const waived = Waived.safeParse(data['waived']).data?.map(({ name }) => name);
    const { currency, fromId, toId, toKind } = data;
    const values = Object.entries(data).flatMap(([key, value]): [string, unknown][] => {
      if (key.endsWith('Id')) return [[key.slice(0, -2), recordText(names, key.slice(0, -2), value)]];
      if (!key.endsWith('Minor')) return [[key, nearest(value)]];
      const isAmount = amounts.has(key) && typeof value === 'number' && typeof currency === 'string';
      return isAmount ? [['amount', format.money(value, currency)]] : [];
    });
    return {
      ...Object.fromEntries(values),
      ...(waived ? { waived: t('timeline:entry.waived', { names: waived.join(t('timeline:entry.comma')) }) } : {}),
      // Of two that are related, the one whose timeline this is not.
      ...(toId === undefined ? {} : { other: recordText(names, String(toKind), toId === recordId ? fromId : toId) }),
    };
  };
}

const Changed = z.tuple([z.unknown(), z.unknown()]);
const longest = 60;

/** What an edit changed: every field by its name, with what was and what is where that is short enough to say. */
export function useChanges(): (kind: string, entry: Entry) => string[] {
  const { t, i18n } = useTranslation();
  const valueText = useValueText();
  return (kind, { data, names }) => {
    const { changes, currency } = data;
    if (!isObject(changes)) return [];
    const own = `${moduleOf(kind)}:fields.${kind}`;
    return Object.entries(changes).flatMap(([property, change]) => {
      const short = property.replace(/Id$/, '');
      const key = [`${own}.${property}`, `${own}.${short}`, `records:fields.record.${short}`].find((name) => i18n.exists(name));
      if (!key) return [];
      const field = t(key);
      const values = Changed.safeParse(change).data?.map((value) => valueText({ kind, property, value, names, currency }));
      const [from, to] = values ?? [];
      return from === undefined || to === undefined ? [field] : [t('timeline:entry.fromTo', { field, from, to })];
    });
  };
}

interface Value {
  kind: string;
  property: string;
  value: unknown;
  names: Entry['names'];
  currency: unknown;
}

/** A value as a person says it; undefined for what is too long, or not to be said in a line. */
function useValueText(): (value: Value) => string | undefined {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return ({ kind, property, value, names, currency }) => {
    if (value === null || value === '') return t('timeline:entry.nothing');
    if (typeof value === 'boolean') return t(value ? 'web:states.yes' : 'web:states.no');
    if (typeof value === 'number') {
      if (property.endsWith('Minor')) return typeof currency === 'string' ? format.money(value, currency) : undefined;
      return property.endsWith('Bp') ? format.basisPoints(value) : format.number(value);
    }
    if (typeof value !== 'string') return undefined;
    if (property.endsWith('Id')) return names[value];
    if (property.endsWith('On')) return format.day(value);
    if (property.endsWith('At')) return format.instant(value);
    const choice = `${moduleOf(kind)}:choices.${kind}.${property}.${value}`;
    if (i18n.exists(choice)) return t(choice);
    return value.length <= longest ? value : undefined;
  };
}
