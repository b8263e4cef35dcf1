import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { PdfRenderer } from '../../../platform/pdf/render.ts';
import { QuoteContent } from '../content/contract.ts';
import { freeze } from '../freezing/rules.ts';
import { quoteRequest } from './service.ts';
import { said } from './terms/rules.ts';

const renderer = new PdfRenderer();
afterAll(() => renderer.stop());

const company = 'Hengchuan Ltd';
const payments = [
  { id: 'p', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
  { id: 'q', part: { kind: 'rest' }, due: 'onAcceptance', days: 30, note: 'Last' },
];
const terms = [
  { id: 'w', kind: 'warranty', title: 'Warranty', text: 'Twelve months.', plain: 'We mend it for free.' },
  { id: 'x', kind: 'other', title: 'Law', text: 'Last', plain: null },
];
const delivery = { leadDays: 45, leadText: null, place: 'Suzhou' };
const value = { id: 'v', need: 'Leaks', benefit: 'No leaks', proof: 'Last' };
const few = Array.from({ length: 12 }, (_, index) => index + 1);
/** What stands after the lines, "Last" at its end; with the numbers of lines after which a seal would be alone on the next page. */
const shapes = [
  { shape: 'total', more: {}, counts: [20] },
  { shape: 'payments', more: { payments }, counts: [17] },
  { shape: 'delivery', more: { payments, delivery: { ...delivery, place: 'Last' } }, counts: [15] },
  { shape: 'values', more: { payments, values: [value] }, counts: [14] },
  { shape: 'terms', more: { payments, delivery, terms }, counts: few },
  { shape: 'closing', more: { terms, closing: 'Thank you.\nLast' }, counts: [9, 13, 17] },
];

async function pagesOf(count: number, language: 'en' | 'zh-Hans', more: object): Promise<string[]> {
  const line = { kind: 'item', name: 'Pump', quantity: '2', unit: 'pcs', unitPrice: '1700', taxBp: 1300 };
  const lines = Array.from({ length: count }, (_, index) => ({ ...line, id: `l${index}` }));
  const set = { language, currency: 'CNY', isTaxIncluded: false, rounding: 'perRate', validDays: 30 };
  const frozen = freeze(QuoteContent.parse({ ...set, lines, ...more }), {
    number: 'QU-1',
    revision: 1,
    title: 'Pumps for hall B',
    issuedOn: '2026-11-26',
    seller: { company, person: 'Lin Yue', email: 'lin@example.test' },
    customer: { company: 'Acme', taxNumber: '91320594MA1XY', address: { city: 'Suzhou' }, person: 'Zhou Ming' },
    files: [],
  });
  const about = { language, title: 'Quote QU-1', on: '2026-11-26', color: '#3548a5', words: { page: '{page}/{pages}' } };
  const letter = { ...about, fingerprint: 'SHA-256 abc', company: { name: company, lines: ['Street 1'] } };
  const pdf = await renderer.render(quoteRequest(frozen, language, { letter, bank: [], files: {}, hasSeal: false }));
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}

describe('quote.typ', () => {
  it.each(['en', 'zh-Hans'] as const)('never leaves the seal alone on a page, in %s', async (language) => {
    for (const { shape, more, counts } of shapes) {
      for (const count of counts) {
        const pages = await pagesOf(count, language, more);
        const sealed = pages.at(-1) ?? '';
        expect(sealed).toContain(said(language, 'sign'));
        expect(sealed, `${shape} after ${count} lines`).toContain(shape === 'total' ? said(language, 'inWords') : 'Last');
      }
    }
  });

  it('says what the quote is about below its number', async () => {
    const [page = ''] = await pagesOf(1, 'en', {});
    expect(page).toMatch(/Quote QU-1\s+Pumps for hall B\s/);
  });
});
