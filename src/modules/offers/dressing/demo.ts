import { type Both, inLanguage } from '../../../platform/demo.ts';
import { QuoteContent } from '../content/contract.ts';
import { isOffList } from '../pricing/rules.ts';

export type QuoteLanguage = QuoteContent['language'];

/** A text of a quote, in its own language. */
export const said = (text: Both, language: QuoteLanguage): string => inLanguage(text, language);

const warranty: Both = ['整机质保 24 个月，易损件除外。', '24 months on the whole machine, wear parts excepted.'];
const warrantyPlain: Both = ['两年内坏了我们来修，不另收费。', 'If it breaks within two years we mend it, free of charge.'];
const service: Both = ['4 小时内响应，次日到现场。', 'Answer within four hours, on site the next day.'];
const intro: Both = [
  '感谢您的信任。以下是我们按现场沟通整理的方案与报价。',
  'Thank you for your trust. Here is what we propose after our visit.',
];

const values: readonly (readonly [need: Both, benefit: Both, proof: Both])[] = [
  [
    ['人工复检漏检多，换班时更明显', 'Manual inspection misses parts, most of all at shift change'],
    ['漏检率降到 0.1% 以下，每班少两人', 'Missed parts below 0.1 %, two people fewer per shift'],
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
  const term = (id: string, kind: 'warranty' | 'service', text: Both, plain: Both | null) => ({
    id,
    kind,
    title: said(kind === 'warranty' ? ['质保', 'Warranty'] : ['售后服务', 'After-sales service'], language),
    text: said(text, language),
    plain: plain && said(plain, language),
  });
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
    terms: [term('t1', 'warranty', warranty, warrantyPlain), term('t2', 'service', service, null)],
    values: values.map(([need, benefit, proof], index) => ({
      id: `v${index + 1}`,
      need: said(need, language),
      benefit: said(benefit, language),
      proof: said(proof, language),
    })),
    intro: said(intro, language),
  });
}

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
