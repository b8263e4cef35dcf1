import { z } from 'zod';
import { endpoint, Id, Instant } from '../../platform/endpoint.ts';
import {
  bool,
  choice,
  currency,
  date,
  defineFields,
  instant,
  integer,
  longText,
  money,
  percent,
  ref,
  text,
} from '../../platform/fields.ts';
import { entityEndpoints } from '../records/entities/contract.ts';

export const dealStatuses = ['open', 'won', 'lost', 'onHold', 'completed'] as const;
export const DealStatus = z.enum(dealStatuses);
export type DealStatus = z.infer<typeof DealStatus>;

export const lostReasons = [
  'price',
  'product',
  'timing',
  'competitor',
  'budget',
  'noDecision',
  'noResponse',
  'relationship',
  'terms',
  'other',
] as const;
export const LostReason = z.enum(lostReasons);
/** What proves that a deal is won. */
export const wonProofs = ['contract', 'purchaseOrder', 'quote'] as const;
export const WonProof = z.enum(wonProofs);

export const dealFields = defineFields({
  title: text({
    required: true,
    listed: true,
    section: 'main',
    synonyms: ['deal', 'deal name', 'opportunity', 'opportunity name', 'opportunity_id', '商机', '商机名称', '机会', '项目名称'],
  }),
  account: ref('account', {
    listed: true,
    section: 'main',
    synonyms: ['account', 'company', 'customer', '客户', '客户名称', '公司'],
  }),
  primaryContact: ref('contact', { section: 'main', synonyms: ['contact', 'contact name', '联系人'] }),
  /** `{id, title}`: "Standard v3" in the reader's language. */
  processVersion: ref('processVersion', { readOnly: true, section: 'process' }),
  stage: ref('stage', {
    readOnly: true,
    listed: true,
    section: 'process',
    synonyms: ['stage', 'deal stage', 'deal_stage', '阶段', '销售阶段'],
  }),
  /** 1 contact, 2 needs, 3 quote, 4 sign and deliver, 5 care. */
  phase: integer({ sortable: false, readOnly: true, section: 'process' }),
  status: choice(dealStatuses, {
    readOnly: true,
    required: true,
    listed: true,
    section: 'process',
    synonyms: ['status', '状态'],
  }),
  amountMinor: money({
    listed: true,
    min: 0,
    currencyField: 'currency',
    section: 'value',
    synonyms: ['amount', 'value', 'deal value', 'close_value', '金额', '商机金额', '预计金额'],
  }),
  currency: currency({ sortable: false, section: 'value', synonyms: ['currency', '币种'] }),
  /** The amount in the workspace's currency, by the rate of the day it was closed, else of the day it was written. */
  baseAmountMinor: money({ readOnly: true, min: 0, section: 'value' }),
  /** Replaces the stage's probability while the deal is open. */
  probabilityBp: percent({ sortable: false, section: 'value', synonyms: ['probability', '赢率', '成交概率'] }),
  /** baseAmountMinor × probability: what the forecast counts. */
  weightedMinor: money({ sortable: false, readOnly: true, min: 0, section: 'value' }),
  expectedCloseOn: date({
    listed: true,
    section: 'dates',
    synonyms: ['expected close', 'expected close date', '预计成交日期', '预计签单日期'],
  }),
  openedOn: date({ section: 'dates', synonyms: ['opened', 'created', 'engage_date', 'start date', '开始日期', '创建日期'] }),
  /** The first contact that was made, a lead's included: the sales cycle counts from it. Of rows of the past, the day of opening. */
  firstContactOn: date({ sortable: false, readOnly: true, section: 'dates' }),
  wonOn: date({ readOnly: true, section: 'dates' }),
  closedOn: date({ readOnly: true, section: 'dates', synonyms: ['close_date', 'closed', 'close date', '成交日期', '关闭日期'] }),
  promisedOn: date({ section: 'dates', synonyms: ['promised date', 'delivery date', '承诺交期', '交付日期'] }),
  source: text({ max: 100, section: 'main', synonyms: ['source', 'lead source', '来源', '线索来源'] }),
  /** What the customer is interested in, in a seller's words. */
  interest: longText({ section: 'main', max: 4000, synonyms: ['interest', 'need', '兴趣', '意向', '需求'] }),
  productSummary: text({ sortable: false, readOnly: true, max: 400, section: 'main', synonyms: ['product', 'products', '产品'] }),
  nextStepOn: date({ readOnly: true, listed: true, section: 'process' }),
  nextStepText: text({ sortable: false, readOnly: true, max: 400, section: 'process' }),
  stageEnteredAt: instant({ readOnly: true, section: 'process' }),
  lastActivityAt: instant({ readOnly: true, section: 'process' }),
  /** From when on nothing has happened for longer than the stage should take; the database keeps it. */
  quietAt: instant({ readOnly: true, section: 'process' }),
  isHistory: bool({ sortable: false, readOnly: true, section: 'process' }),
  wonProof: choice(wonProofs, { sortable: false, readOnly: true, section: 'outcome' }),
  lostReason: choice(lostReasons, { sortable: false, readOnly: true, section: 'outcome', synonyms: ['lost reason', '输单原因'] }),
  lostCompetitor: ref('competitor', { readOnly: true, section: 'outcome', synonyms: ['competitor', '竞争对手'] }),
  lostNote: longText({ readOnly: true, max: 4000, section: 'outcome' }),
  holdReason: longText({ readOnly: true, max: 4000, section: 'outcome' }),
  revisitOn: date({ readOnly: true, section: 'outcome' }),
});

/** What deals are filtered by besides their fields. */
export const dealLinks = defineFields({ product: ref('product') });

export const dealEndpoints = entityEndpoints('deals', dealFields);
export const Deal = dealEndpoints.Record;
export type Deal = z.infer<typeof Deal>;

/** What a customer may be shown of a deal besides its heading. */
export const dealPageParts = ['account', 'stage', 'products', 'amounts', 'nextStep', 'expectedClose', 'contact'] as const;

/** The kinds a next step may have; the timeline's own names. */
export const nextStepKinds = ['task', 'call', 'mail', 'message', 'meeting', 'visit', 'demo'] as const;
export const NextStep = z.strictObject({
  text: z.string().trim().min(1).max(400),
  dueAt: Instant,
  kind: z.enum(nextStepKinds).optional(),
});
export type NextStep = z.infer<typeof NextStep>;

/** Creates a deal at the first stage of a process, the default one unless named. */
export const createDeal = endpoint({
  method: 'POST',
  path: '/deals',
  tag: 'deals',
  summary: 'Create a deal',
  reply: Deal,
  body: dealEndpoints.Create.extend({ processId: Id.optional(), nextStep: NextStep.optional() }),
  errors: ['deals.unknown_process', 'settings.no_rate'],
});
export const deals = { ...dealEndpoints, create: createDeal };

/** A criterion that does not hold: what it is called, and where it is done. */
export const Missing = z.object({
  key: z.string(),
  stageId: Id,
  name: z.string(),
  hint: z.string().nullable(),
  kind: z.enum(['fact', 'field', 'checklist', 'activity']),
  where: z.object({
    place: z.enum([
      'field',
      'contacts',
      'timeline',
      'products',
      'account',
      'objections',
      'criterion',
      'nextStep',
      'quotes',
      'terms',
    ]),
    field: z.string().nullable(),
  }),
});
export type Missing = z.infer<typeof Missing>;

/** What a job or listener of a higher module reads in the events of deals. */
export const DealMoved = z.object({
  fromStageId: Id.nullable(),
  toStageId: Id,
  moveKind: z.string(),
  waived: z.array(z.string()),
});
