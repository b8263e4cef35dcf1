import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isLanguage, languageNames } from '../../../platform/languages.ts';
import { useFormat } from '../../../web/use-format.ts';
import { useTermsText } from '../../settings/web/use-terms-text.ts';
import { invoiceKinds, roundingModes, Value } from '../content/contract.ts';
import { Translations } from '../translating/contract.ts';

/** Reads a part of a quote out: how it is written where two revisions are compared. */
export function usePartText(): (key: string, value: unknown) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const terms = useTermsText();
  const readers: Record<string, (value: unknown) => string> = {
    ...terms,
    values: (value) =>
      Value.array()
        .parse(value)
        .map(({ need, benefit }) => `${need} → ${benefit}`)
        .join('\n'),
    language: (value) => (isLanguage(value) ? languageNames[value] : ''),
    isTaxIncluded: (value) => t(value === true ? 'offers:choices.tax.included' : 'offers:choices.tax.excluded'),
    rounding: (value) => t(`offers:choices.rounding.${z.enum(roundingModes).parse(value)}`),
    invoiceKind: (value) => (value === null ? '—' : t(`offers:choices.invoiceKind.${z.enum(invoiceKinds).parse(value)}`)),
    discount: (value) => {
      const discount = z.object({ kind: z.string(), bp: z.int().optional(), minor: z.int().optional() }).safeParse(value).data;
      if (!discount) return '—';
      return discount.bp === undefined ? String(discount.minor ?? '') : format.basisPoints(discount.bp);
    },
    translations: (value) =>
      Object.values(Translations.parse(value ?? {}))
        .flatMap((texts) => Object.values(texts ?? {}))
        .join('\n'),
    fileIds: (value) => String(z.array(z.string()).parse(value).length),
  };
  return (key, value) => {
    const read = readers[key];
    if (read) return read(value) || '—';
    return value === null || value === undefined || value === ''
      ? '—'
      : typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : JSON.stringify(value);
  };
}
