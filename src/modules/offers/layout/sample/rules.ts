import { translate } from '../../../../platform/i18n.ts';
import type { Language } from '../../../../platform/languages.ts';
import { QuoteContent } from '../../content/contract.ts';

const said = (language: Language, key: string): string => translate(language, `offers:sample.${key}`);

/** A quote with a bit of everything, to see how the company's quotes look. */
export function sampleContent(language: Language, currency: string): QuoteContent {
  const item = (id: string, more: object) => ({ id, kind: 'item', name: said(language, id), taxBp: 1300, ...more });
  return QuoteContent.parse({
    language,
    currency,
    isTaxIncluded: false,
    rounding: 'perRate',
    validDays: 30,
    lines: [
      { id: 'section', kind: 'section', name: said(language, 'section') },
      item('machine', { code: 'VI-200', unitPrice: '18600', quantity: '2', note: said(language, 'machineNote') }),
      item('start', { unitPrice: '4200', discount: { kind: 'share', bp: 500 } }),
      item('option', { unitPrice: '1600', isOptional: true }),
      item('care', { unitPrice: '320', charge: { kind: 'recurring', period: 'month', count: 12, upliftBp: 0 }, taxBp: 600 }),
    ],
    payments: [
      { id: 'p1', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
      { id: 'p2', part: { kind: 'rest' }, due: 'onAcceptance', days: 30 },
    ],
    delivery: { leadDays: 45, place: said(language, 'place') },
    paymentMethod: 'transfer',
    acceptanceDays: 7,
    warrantyMonths: 12,
    responseHours: 24,
    terms: [
      {
        id: 't1',
        kind: 'warranty',
        title: said(language, 'termTitle'),
        text: said(language, 'termText'),
        plain: said(language, 'termPlain'),
      },
    ],
    values: [{ id: 'v1', need: said(language, 'need'), benefit: said(language, 'benefit'), proof: said(language, 'proof') }],
  });
}
