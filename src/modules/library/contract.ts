import { z } from 'zod';
import { endpoint } from '../../platform/endpoint.ts';
import { bool, choice, defineFields, integer, longText, percent, ref, text } from '../../platform/fields.ts';
import { entityEndpoints } from '../records/entities/contract.ts';

/** What customers doubt. */
export const objectionKinds = ['price', 'trust', 'timing', 'need', 'competitor', 'authority', 'product', 'other'] as const;
export const ObjectionKind = z.enum(objectionKinds);
export type ObjectionKind = z.infer<typeof ObjectionKind>;

/** An answer to an objection, a value proposition, a success case. */
export const materialKinds = ['answer', 'value', 'case'] as const;
/** The stages of the standard process, in their order. */
export const stages = ['contact', 'needs', 'quote', 'sign', 'care'] as const;
export const consents = ['notAsked', 'given', 'refused'] as const;
/** How an objection is met, in this order. */
export const guidance = ['listen', 'understand', 'solve', 'patience'] as const;

const part = { section: 'answer', sortable: false, max: 2000 } as const;
const figure = { readOnly: true, section: 'figures' } as const;

export const materialFields = defineFields({
  title: text({ required: true, listed: true, section: 'main', synonyms: ['title', 'name', '标题', '名称'] }),
  kind: choice(materialKinds, {
    required: true,
    defaultValue: 'answer',
    listed: true,
    section: 'main',
    synonyms: ['kind', 'type', '类型'],
  }),
  /** Of the text; none for one that is read in any. */
  language: choice(['en', 'zh-Hans', 'zh-Hant'], {
    sortable: false,
    listed: true,
    section: 'main',
    synonyms: ['language', '语言'],
  }),
  objectionKind: choice(objectionKinds, {
    listed: true,
    section: 'main',
    synonyms: ['objection', 'objection kind', '异议', '异议类型'],
  }),
  stage: choice(stages, { sortable: false, section: 'main', synonyms: ['stage', '阶段'] }),
  industry: text({ sortable: false, max: 80, section: 'main', synonyms: ['industry', '行业'] }),
  product: ref('product', { section: 'main', synonyms: ['product', '产品'] }),
  /** Offered where it fits; an entry that is not stays in the list. */
  isActive: bool({ sortable: false, required: true, defaultValue: true, section: 'main', synonyms: ['active', '启用'] }),
  said: longText({ ...part, synonyms: ['customer says', 'objection text', '客户说', '客户原话'] }),
  listen: longText({ ...part, synonyms: ['listen', '倾听'] }),
  understand: longText({ ...part, synonyms: ['understand', '理解', '弄清'] }),
  /** What is said to the customer. */
  solve: longText({ ...part, max: 4000, synonyms: ['answer', 'solve', '回应', '解决', '话术'] }),
  patience: longText({ ...part, synonyms: ['patience', '耐心', '跟进'] }),
  need: longText({ section: 'value', sortable: false, max: 500, synonyms: ['need', 'problem', '需要', '问题', '痛点'] }),
  story: longText({ section: 'value', sortable: false, max: 4000, synonyms: ['story', 'benefit', '故事', '带来的改变'] }),
  beforeText: text({ section: 'value', sortable: false, max: 200, synonyms: ['before', '之前'] }),
  afterText: text({ section: 'value', sortable: false, max: 200, synonyms: ['after', '之后'] }),
  /** Where the figures come from. */
  source: text({ section: 'value', sortable: false, max: 300, synonyms: ['source', '数据来源', '出处'] }),
  quotation: longText({ section: 'value', sortable: false, max: 1000, synonyms: ['quotation', 'quote', '客户评价', '引言'] }),
  /** Whether the customer may be quoted. */
  quotationConsent: choice(consents, { section: 'value', sortable: false, synonyms: ['consent', '引用授权'] }),
  usedCount: integer({ ...figure, listed: true }),
  closedCount: integer({ ...figure, sortable: false }),
  solvedCount: integer({ ...figure, sortable: false }),
  /** Of the objections that are closed; null below five. */
  solvedBp: percent({ ...figure, listed: true }),
  wonCount: integer({ ...figure, sortable: false }),
  lostCount: integer({ ...figure, sortable: false }),
  /** Of the deals that are over; null below five. */
  wonBp: percent({ ...figure, listed: true }),
});
export const materials = entityEndpoints('materials', materialFields);
export const Material = materials.Record;
export type Material = z.infer<typeof Material>;

export const addStartingMaterials = endpoint({
  method: 'POST',
  path: '/materials/starting',
  tag: 'materials',
  summary: 'Add the answers that come with the product, in English and Chinese, where the library has none yet',
  status: 200,
  reply: z.object({ added: z.int() }),
});
