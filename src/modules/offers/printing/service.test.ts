import { execFileSync } from 'node:child_process';
import { Transformer } from '@napi-rs/image';
import { describe, expect, it } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { updateBranding } from '../../settings/branding/contract.ts';
import { QuoteContent } from '../content/contract.ts';
import { freeze, sealed } from '../freezing/rules.ts';
import { quotes } from '../contract.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';
import { printQuote } from './contract.ts';
import { quoteDocument } from './rules.ts';
import { quotePdf } from './service.ts';

const server = await testServer();
const { db } = server;
const textOf = (pdf: Uint8Array): string => execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
/** Without the blanks that a table puts between its cells. */
const flat = (text: string): string => text.replaceAll(/\s+/g, '');

const content = QuoteContent.parse({
  language: 'zh-Hans',
  currency: 'CNY',
  isTaxIncluded: false,
  rounding: 'perRate',
  invoiceKind: 'special',
  validDays: 30,
  discount: { kind: 'share', bp: 500 },
  intro: '感谢您的询价。#let x = $1$',
  lines: [
    { id: 's', kind: 'section', name: '设备' },
    {
      id: 'a',
      kind: 'item',
      name: '视觉检测一体机',
      names: { en: 'Vision inspection unit' },
      code: 'VI-200',
      quantity: '2',
      unit: '台',
      unitPrice: '186000',
      taxBp: 1300,
    },
    { id: 'b', kind: 'item', name: '备件包 [spare] $5', unitPrice: '99.9', taxBp: 1300, isOptional: true },
    { id: 'c', kind: 'item', name: '高速型', unitPrice: '240000', taxBp: 1300, alternativeOf: 'a' },
    { id: 't', kind: 'section', name: '服务' },
    {
      id: 'd',
      kind: 'item',
      name: '远程维护',
      unitPrice: '1200',
      taxBp: 600,
      charge: { kind: 'recurring', period: 'month', count: 12, upliftBp: 0 },
      discount: { kind: 'share', bp: 1000 },
    },
    { id: 'n', kind: 'text', name: '含安装与调试' },
  ],
  payments: [
    { id: 'p', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
    { id: 'q', part: { kind: 'rest' }, due: 'onAcceptance', days: 30 },
  ],
  delivery: { leadDays: 45, leadText: null, place: '苏州工业园区' },
  terms: [{ id: 'w', kind: 'warranty', title: '质保', text: '验收后质保十二个月。', plain: '一年内坏了我们免费修。' }],
  values: [{ id: 'v', need: '漏检率高', benefit: '漏检率降到 0.1 %', proof: '同行案例：恒川' }],
  closing: '期待合作。',
});
const heading = {
  number: 'QU-2026-0001',
  revision: 2,
  title: 'Vision inspection',
  issuedOn: '2026-11-26',
  seller: { company: 'Hengchuan', person: '林悦', email: 'lin@example.test' },
  customer: {
    company: '远景智造(苏州)有限公司',
    taxNumber: '91320594MA1XY',
    address: { city: '苏州', street: '星湖街 1 号' },
    person: '周明',
  },
  files: [],
};
const quote = freeze(content, heading);

describe('quotePdf', () => {
  it('shows what was frozen, each number as it is there, and names the hash of what was frozen', async () => {
    const { owner, scope } = await buildWorkspace(db);
    await server
      .as(owner)
      .call(updateBranding, { body: { version: 1, name: '成单科技有限公司', bankName: '招商银行', bankAccount: '6225 8888' } });
    const text = textOf(await quotePdf(db, scope, quote, 'zh-Hans'));
    const found = flat(text);
    for (const part of [
      '成单科技有限公司',
      '报价单QU-2026-0001',
      '第2版',
      '远景智造(苏州)有限公司',
      '苏州星湖街1号',
      '增值税专用发票',
      '#letx=$1$',
      '视觉检测一体机',
      'VI-200',
      '372,000.00',
      '备件包[spare]$5（选配，未计入总额）',
      '高速型（可替代第1项，未计入总额）',
      '每月¥1,080.00，共12个月',
      '经常性费用，每年（不含税）',
      '12个月合计（不含税）',
      '−10%',
      '税额13%',
      '税额6%',
      '订货时',
      '验收后30天内',
      '订货后45天',
      '漏检率降到0.1%',
      '一年内坏了我们免费修。',
      '招商银行',
      '第1页/共',
      `SHA-256${sealed(quote).sha256}`,
    ])
      expect(found).toContain(flat(part));
    const { totals, payments } = quote;
    for (const minor of [
      totals.subtotalMinor,
      totals.discountMinor,
      totals.netMinor,
      totals.totalMinor,
      ...payments.map(({ amountMinor }) => amountMinor),
    ])
      expect(found).toContain(`¥${(minor / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`);
    expect(found).toContain('大写：人民币');
  });

  it('is worded in the language of its reader, over the same numbers and the same hash', async () => {
    const { scope } = await buildWorkspace(db);
    const text = flat(textOf(await quotePdf(db, scope, quote, 'en')));
    for (const part of ['Quote QU-2026-0001', 'Vision inspection unit', 'on acceptance, within 30 days'])
      expect(text).toContain(flat(part));
    expect(text).toContain('Chineseyuanand');
    expect(text).toContain(sealed(quote).sha256);
    expect(flat(textOf(await quotePdf(db, scope, quote, 'zh-Hant')))).toContain('報價單');
  });

  const months = (count: number, more: object = {}) => ({
    charge: { kind: 'recurring' as const, period: 'month' as const, count, upliftBp: 0, ...more },
  });
  it.each([
    ['by month, flat', [months(36)], ['Recurring per year, net', 'Total over 36 months, net'], ['on average']],
    [
      'dearer each year',
      [months(36, { upliftBp: 500 })],
      ['Recurring per year on average, net', 'Total over 36 months, net'],
      [],
    ],
    ['of different terms', [months(36), months(12)], ['Recurring per year, net', 'Total over up to 36 months, net'], []],
    ['less than a year', [months(6)], ['Total over 6 months, net'], ['per year']],
    [
      'by year, said already',
      [months(3, { period: 'year' })],
      ['Of it each year, net', 'Total over 36 months, net'],
      ['Recurring per year'],
    ],
    ['charged once', [{}], [], ['per year', 'Total over']],
  ])('says what comes to a year and over the term: %s', (_name, charges, said, unsaid) => {
    const lines = charges.map((charge, index) => ({ id: `l${index}`, kind: 'item', name: 'x', unitPrice: '100', ...charge }));
    const { totals } = quoteDocument(freeze(QuoteContent.parse({ ...content, discount: null, lines }), heading), 'en');
    const labels = totals.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(said));
    expect(labels.filter((label) => unsaid.some((part) => label.includes(part)))).toEqual([]);
  });

  it('says nothing of a year for a quote from before that was worked out', () => {
    const { acvMinor: _acv, ...totals } = quote.totals;
    const labels = quoteDocument({ ...quote, totals }, 'en').totals.map(({ label }) => label);
    expect(labels.filter((label) => /per year|Total over/.test(label))).toEqual([]);
  });

  it('prints each promotion by its name before the discount on everything', async () => {
    const { scope } = await buildWorkspace(db);
    const promotion = (id: number, name: string, action: object) => ({
      id: `00000000-0000-7000-8000-00000000000${id}`,
      name,
      isForAll: true,
      action,
    });
    const promotions = [
      promotion(1, '春季促销', { kind: 'percent', bp: 1000 }),
      promotion(2, '满减', { kind: 'orderAmount', amountMinor: 100_00 }),
    ];
    const promoted = freeze(QuoteContent.parse({ ...content, promotions }), heading);
    const text = flat(textOf(await quotePdf(db, scope, promoted, 'zh-Hans')));
    // 372,000.00 + 12,960.00; ten per cent, 100.00, then five per cent of what is left.
    for (const part of ['小计¥384,960.00', '春季促销−¥38,496.00', '满减−¥100.00', '−¥17,318.20']) expect(text).toContain(part);
    expect(promoted.totals).toMatchObject({ subtotalMinor: 384_960_00, discountMinor: 38_496_00 + 100_00 + 17_318_20 });
  });

  it('gives the same bytes again, and stamps with the seal where there is one', async () => {
    const { owner, scope } = await buildWorkspace(db);
    const one = await quotePdf(db, scope, quote, 'zh-Hans');
    expect(Buffer.from(one).equals(Buffer.from(await quotePdf(db, scope, quote, 'zh-Hans')))).toBe(true);
    const seal = await Transformer.fromRgbaPixels(new Uint8Array(40_000), 100, 100).png();
    const put = server.as(owner).with({ 'content-type': 'application/octet-stream' });
    expect((await put.raw('PUT', '/api/v1/branding/images/seal', seal)).status).toBe(200);
    expect(Buffer.from(one).equals(Buffer.from(await quotePdf(db, scope, quote, 'zh-Hans')))).toBe(false);
  });

  it('takes 500 lines', async () => {
    const { scope } = await buildWorkspace(db);
    const [line] = content.lines.filter(({ id }) => id === 'a');
    const lines = Array.from({ length: 500 }, (_, index) => ({ ...line, id: `l${index}`, name: `零件 ${index}` }));
    const long = freeze(QuoteContent.parse({ ...content, lines, discount: null }), heading);
    const text = textOf(await quotePdf(db, scope, long, 'zh-Hans'));
    expect(flat(text).includes('零件499')).toBe(true);
    expect(text.split('\f').length).toBeGreaterThan(10);
  });
});

describe('printQuote', () => {
  it('answers what was sent as a file, also while the next revision is written; a draft is no document', async () => {
    const workspace = await buildWorkspace(db);
    const api = server.as(workspace.owner);
    const { id } = await api.call(quotes.create, { body: { title: 'Line 4' } });
    const params = { id };
    const before = await api.call(getQuoteDocument, { params });
    await api.call(saveQuoteDocument, {
      params,
      body: { version: before.revision.version, content: { ...before.revision.content, lines: content.lines } },
    });
    const path = `/api/v1/quotes/${id}/pdf`;
    expect((await api.get(path)).json).toMatchObject({ status: 409, code: 'offers.not_sent_yet' });
    const { revision } = await api.call(getQuoteDocument, { params });
    const sent = await api.call(sendQuote, { params, body: { version: revision.version } });
    await api.call(reviseQuote, { params, body: {} });
    const reply = await server.app.inject({ url: path, headers: { cookie: workspace.owner.cookie } });
    expect(reply.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''QU-\d{4}-0001\.pdf$/),
    });
    expect(flat(textOf(reply.rawPayload))).toContain(sent.revision.sha256 ?? 'no hash');
    expect((await api.get(`${path}?revision=2`)).status).toBe(409);
    expect((await api.get(`${path}?revision=9`)).status).toBe(404);
    expect((await api.get(`${path}?language=en`)).status).toBe(200);
    const other = await buildWorkspace(db);
    expect(await server.as(other.owner).refused(printQuote, { params })).toMatchObject({ status: 404 });
  });
});
