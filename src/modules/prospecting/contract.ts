import { z } from 'zod';
import { CurrencyCode, endpoint, Id, IdParams, MinorUnits, Version } from '../../platform/endpoint.ts';
import {
  bool,
  choice,
  date,
  defineFields,
  emails,
  handles,
  instant,
  longText,
  phones,
  ref,
  text,
} from '../../platform/fields.ts';
import { consents } from '../customers/contract.ts';
import { entityEndpoints } from '../records/entities/contract.ts';

export const leadStatuses = ['new', 'contacted', 'converted', 'disqualified'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export const leadFields = defineFields({
  name: text({
    required: true,
    listed: true,
    section: 'profile',
    synonyms: ['lead', 'lead name', 'name', 'full name', '线索', '线索名称', '姓名'],
  }),
  company: text({ listed: true, section: 'profile', synonyms: ['company', 'organisation', 'organization', '公司', '公司名称'] }),
  jobTitle: text({ sortable: false, max: 120, section: 'profile', synonyms: ['title', 'job title', '职务', '职位'] }),
  source: text({ max: 80, listed: true, section: 'profile', synonyms: ['source', 'lead source', '来源', '线索来源'] }),
  industry: text({ sortable: false, max: 80, section: 'profile', synonyms: ['industry', 'sector', '行业'] }),
  region: text({ sortable: false, max: 80, section: 'profile', synonyms: ['region', '区域'] }),
  receivedOn: date({ listed: true, section: 'profile', synonyms: ['created', 'received', 'date', '创建日期', '获取日期'] }),
  /** What they are interested in, and anything else to know. */
  note: longText({ section: 'profile', synonyms: ['note', 'notes', 'interest', '备注', '意向'] }),
  phones: phones({ listed: true, section: 'reach', synonyms: ['phone', 'mobile', '电话', '手机'] }),
  emails: emails({ section: 'reach', synonyms: ['email', 'e-mail', '邮箱'] }),
  handles: handles({ section: 'reach', synonyms: ['wechat', 'linkedin', '微信'] }),
  doNotContact: bool({
    sortable: false,
    required: true,
    defaultValue: false,
    section: 'consent',
    synonyms: ['do not contact', 'opt-out', '请勿联系'],
  }),
  consent: choice(consents, {
    sortable: false,
    required: true,
    defaultValue: 'unknown',
    section: 'consent',
    synonyms: ['consent', 'opt-in', '同意', '授权'],
  }),
  consentOn: date({ sortable: false, section: 'consent', synonyms: ['consent date', '同意日期'] }),
  status: choice(leadStatuses, {
    required: true,
    readOnly: true,
    defaultValue: 'new',
    listed: true,
    synonyms: ['status', '状态'],
  }),
  firstContactAt: instant({ sortable: false, readOnly: true }),
  disqualifyReason: longText({ readOnly: true }),
  convertedAt: instant({ sortable: false, readOnly: true }),
  account: ref('account', { readOnly: true }),
  contact: ref('contact', { readOnly: true }),
  deal: ref('deal', { readOnly: true }),
});
export const leads = entityEndpoints('leads', leadFields);
export const Lead = leads.Record;
export type Lead = z.infer<typeof Lead>;

const Name = z.string().trim().min(1).max(200);

/** What a lead turns into. What is left out comes from the lead itself. */
export const Conversion = z.strictObject({
  version: Version.optional(),
  /** An account there is already; a new one is made otherwise. */
  accountId: Id.optional(),
  accountName: Name.optional(),
  /** A contact there is already; a new one is made otherwise. */
  contactId: Id.optional(),
  contactName: Name.optional(),
  dealTitle: Name,
  amountMinor: MinorUnits.min(0).optional(),
  currency: CurrencyCode.optional(),
  /** What they are interested in. */
  interest: z.string().trim().min(1).max(4000).optional(),
});
export type Conversion = z.infer<typeof Conversion>;

const tag = 'leads';
export const convertLead = endpoint({
  method: 'POST',
  path: '/leads/:id/convert',
  tag,
  summary: 'Make account, contact and a deal at the first stage of a lead that has answered',
  params: IdParams,
  body: Conversion,
  reply: z.object({ lead: Lead, accountId: Id, contactId: Id, dealId: Id }),
  status: 200,
  errors: ['prospecting.already_converted', 'prospecting.is_disqualified', 'stale_version'],
});
export const disqualifyLead = endpoint({
  method: 'POST',
  path: '/leads/:id/disqualify',
  tag,
  summary: 'Give a lead up, with the reason',
  params: IdParams,
  status: 200,
  body: z.strictObject({ reason: z.string().trim().min(1).max(2000) }),
  reply: Lead,
  errors: ['prospecting.already_converted', 'prospecting.is_disqualified'],
});
export const reopenLead = endpoint({
  method: 'POST',
  path: '/leads/:id/reopen',
  tag,
  summary: 'Take a lead up again',
  params: IdParams,
  reply: Lead,
  status: 200,
  errors: ['prospecting.already_converted', 'prospecting.is_open'],
});

export const ProspectingSettings = z.object({ isEnabled: z.boolean() });
export const getProspectingSettings = endpoint({
  method: 'GET',
  path: '/prospecting/settings',
  tag,
  summary: 'Whether the workspace works with leads',
  reply: ProspectingSettings,
});
export const updateProspectingSettings = endpoint({
  method: 'PUT',
  path: '/prospecting/settings',
  tag,
  summary: 'Switch leads on or off',
  body: z.strictObject({ isEnabled: z.boolean() }),
  reply: ProspectingSettings,
});
