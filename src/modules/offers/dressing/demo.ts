import { type Both, inLanguage } from '../../../platform/demo.ts';
import { formatAmount } from '../../../platform/money.ts';
import type { DemoSet } from '../../catalogue/parts/demo.ts';
import type { DemoRole } from '../../catalogue/rate-card/demo.ts';
import { priceIn } from '../../settings/demo.ts';
import { demoClauses } from '../../settings/terms/demo.ts';
import { QuoteContent } from '../content/contract.ts';
import { isOffList } from '../pricing/rules.ts';

export type QuoteLanguage = QuoteContent['language'];

/** A text of a quote, in its own language. */
export const said = (text: Both, language: QuoteLanguage): string => inLanguage(text, language);

const intro: Both = [
  '感谢您的信任。以下是我们按现场沟通整理的方案与报价。',
  'Thank you for your trust. Here is what we propose after our visit.',
];

const values: readonly (readonly [need: Both, benefit: Both, proof: Both])[] = [
  [
    ['人工复检漏检多，换班时更明显', 'Manual inspection misses parts, most of all at shift change'],
    ['漏检率降到 0.1% 以下，每班少两人', 'Missed parts below 0.1%, two people fewer per shift'],
    ['三家同行的验收报告', 'Acceptance reports of three plants like yours'],
  ],
  [
    ['停线不能超过一个周末', 'The line may stand for one weekend at most'],
    ['36 小时完成切换，周一早班照常开线', 'Changed over in 36 hours; Monday morning runs as usual'],
    ['同行改造切换记录', 'The log of a changeover at a similar plant'],
  ],
];

/** What a quote of the sample company says besides its lines. */
export function dressed(content: QuoteContent, leadDays: number, place: string | null): QuoteContent {
  const { language } = content;
  const terms = [demoClauses.warranty, demoClauses.service].map(({ kind, title, text, plain }, index) => ({
    id: `t${index + 1}`,
    kind,
    title: said(title, language),
    text: said(text, language),
    plain: plain && said(plain, language),
  }));
  return QuoteContent.parse({
    ...content,
    paymentMethod: 'transfer',
    payments: [
      { id: 'p1', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
      { id: 'p2', part: { kind: 'share', bp: 6000 }, due: 'onDelivery' },
      { id: 'p3', part: { kind: 'rest' }, due: 'onAcceptance', days: 30 },
    ],
    delivery: { leadDays, leadText: null, place },
    acceptanceDays: 14,
    warrantyMonths: 24,
    responseHours: 4,
    terms,
    values: values.map(([need, benefit, proof], index) => ({
      id: `v${index + 1}`,
      need: said(need, language),
      benefit: said(benefit, language),
      proof: said(proof, language),
    })),
    intro: said(intro, language),
  });
}

/** Why customers say no. */
export const refusals: readonly Both[] = [
  ['预算砍掉了，明年再看。', 'The budget was cut; we look at it again next year.'],
  ['选了报价更低的一家。', 'We took a cheaper offer.'],
  ['交期赶不上投产。', 'Delivery comes too late for our start.'],
  ['集团决定先改另一条线。', 'The group decided for another line first.'],
];

const dealPrice: Both = ['商机中已与客户谈定的价格', 'The price that was agreed on in the deal'];

/** The same with why its prices are what they are: a quote does not go out without. */
export function reasoned(content: QuoteContent): QuoteContent {
  const lines = content.lines.map((line) =>
    isOffList(line, content.currency) || line.discount !== null || content.discount !== null
      ? { ...line, priceReason: line.priceReason ?? said(dealPrice, content.language) }
      : line,
  );
  return { ...content, lines };
}

interface Extra {
  id: string;
  code: string;
  name: string;
  unitPrice: string;
}

/** The same with something that the customer may take with it. */
export function withOption(content: QuoteContent, { id, code, name, unitPrice }: Extra): QuoteContent {
  const [first] = content.lines;
  const tax = { taxBp: first?.taxBp ?? 0, taxName: first?.taxName ?? null };
  const priceReason = said(dealPrice, content.language);
  const line = { id: 'option', kind: 'item', name, productId: id, code, unitPrice, ...tax, isOptional: true, priceReason };
  return QuoteContent.parse({ ...content, lines: [...content.lines, line] });
}

/** The same with more that it offers, taxed like its first line. */
function withItems(content: QuoteContent, items: readonly object[]): QuoteContent {
  const [first] = content.lines;
  const tax = { taxBp: first?.taxBp ?? 0, taxName: first?.taxName ?? null };
  const priceReason = said(dealPrice, content.language);
  const more = items.map((item, index) => ({ id: `more${index + 1}`, kind: 'item', ...tax, priceReason, ...item }));
  return QuoteContent.parse({ ...content, lines: [...content.lines, ...more] });
}

const priceText = ({ currency }: QuoteContent, yuan: number): string => formatAmount(priceIn(currency, yuan), currency);

/** The same with days of those who set it up, from the rate card. */
export function withDays(content: QuoteContent, roles: readonly DemoRole[]): QuoteContent {
  const days = [4, 10, 6];
  const items = roles.map(({ id, code, name, perDay }, index) => ({
    name: said(name, content.language),
    productId: id,
    code,
    quantity: String(days[index] ?? 1),
    unit: said(['天', 'day'], content.language),
    unitPrice: priceText(content, perDay),
    charge: { kind: 'time', per: 'day' },
  }));
  return withItems(content, items);
}

/** The same with a set, and what may be added to it twice. */
export function withSet(content: QuoteContent, { id, code, name, price, parts }: DemoSet): QuoteContent {
  return withItems(content, [
    {
      name: said(name, content.language),
      productId: id,
      code: `YL-${code}`,
      unit: said(['套', 'set'], content.language),
      unitPrice: priceText(content, price),
      parts: parts.map(({ productId, isRequired }) => ({ productId, quantity: isRequired ? '1' : '2' })),
    },
  ]);
}
