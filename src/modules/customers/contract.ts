import { z } from 'zod';
import { endpoint } from '../../platform/endpoint.ts';
import {
  address,
  bool,
  choice,
  currency,
  date,
  defineFields,
  emails,
  handles,
  integer,
  longText,
  money,
  phones,
  ref,
  text,
  url,
} from '../../platform/fields.ts';
import { entityEndpoints } from '../records/entities/contract.ts';

export const paymentRecords = ['onTime', 'sometimesLate', 'oftenLate'] as const;

export const accountFields = defineFields({
  name: text({
    required: true,
    listed: true,
    section: 'profile',
    synonyms: ['account', 'account name', 'company', 'customer', '客户', '客户名称', '公司', '公司名称'],
  }),
  shortName: text({ sortable: false, max: 80, section: 'profile', synonyms: ['short name', 'alias', '简称'] }),
  parent: ref('account', {
    section: 'profile',
    synonyms: ['subsidiary_of', 'subsidiary of', 'parent', 'parent account', '上级客户', '母公司', '集团'],
  }),
  industry: text({ max: 80, listed: true, section: 'profile', synonyms: ['sector', 'industry', '行业'] }),
  employees: integer({
    min: 0,
    listed: true,
    section: 'profile',
    synonyms: ['employees', 'headcount', 'size', '员工数', '人数', '规模'],
  }),
  annualRevenueMinor: money({
    min: 0,
    currencyField: 'currency',
    section: 'profile',
    synonyms: ['revenue', 'annual revenue', 'turnover', '年营收', '年收入', '营业额'],
  }),
  currency: currency({ sortable: false, section: 'profile', synonyms: ['currency', '币种'] }),
  foundedYear: integer({
    sortable: false,
    min: 1000,
    max: 2200,
    section: 'profile',
    synonyms: ['year_established', 'year established', 'founded', '成立年份', '成立时间'],
  }),
  region: text({ max: 80, listed: true, section: 'profile', synonyms: ['region', '区域', '大区'] }),
  country: text({ max: 80, listed: true, section: 'profile', synonyms: ['office_location', 'country', 'location', '国家'] }),
  source: text({ max: 80, section: 'profile', synonyms: ['source', 'lead source', '来源'] }),
  note: longText({ section: 'profile', synonyms: ['note', 'notes', 'remark', '备注'] }),
  website: url({ sortable: false, section: 'reach', synonyms: ['website', 'homepage', '网站', '官网'] }),
  phone: text({ sortable: false, max: 40, section: 'reach', synonyms: ['phone', 'telephone', '电话', '总机'] }),
  address: address({ section: 'reach', synonyms: ['address', '地址'] }),
  creditCode: text({
    unique: true,
    max: 40,
    section: 'invoicing',
    synonyms: ['credit code', 'uscc', '统一社会信用代码', '信用代码'],
  }),
  invoiceTitle: text({ sortable: false, section: 'invoicing', synonyms: ['invoice title', '抬头', '发票抬头'] }),
  taxNumber: text({
    sortable: false,
    max: 40,
    section: 'invoicing',
    synonyms: ['tax number', 'vat number', '税号', '纳税人识别号'],
  }),
  bankName: text({ sortable: false, section: 'invoicing', synonyms: ['bank', 'bank name', '开户行', '开户银行'] }),
  bankAccount: text({ sortable: false, max: 60, section: 'invoicing', synonyms: ['bank account', 'iban', '银行账号', '账号'] }),
  /** Up to which sum we deliver before we are paid, in the workspace's currency. */
  creditLimitMinor: money({ min: 0, section: 'credit', synonyms: ['credit limit', '信用额度', '授信额度'] }),
  /** How punctually it pays, as its people know it. */
  paymentRecord: choice(paymentRecords, {
    sortable: false,
    section: 'credit',
    synonyms: ['payment record', 'payment behaviour', '付款记录', '付款信誉'],
  }),
});
export const accounts = entityEndpoints('accounts', accountFields);
export type Account = z.infer<typeof accounts.Record>;

/** Where a contact is best reached. */
export const channels = ['phone', 'mail', 'wechat', 'sms', 'whatsapp', 'linkedin', 'visit'] as const;
export const consents = ['unknown', 'given', 'refused'] as const;

export const contactFields = defineFields({
  name: text({
    required: true,
    listed: true,
    section: 'profile',
    synonyms: ['contact', 'contact name', 'name', 'full name', '联系人', '姓名'],
  }),
  account: ref('account', { listed: true, section: 'profile', synonyms: ['account', 'company', '客户', '公司'] }),
  jobTitle: text({ max: 120, listed: true, section: 'profile', synonyms: ['title', 'job title', 'position', '职务', '职位'] }),
  department: text({ sortable: false, max: 120, section: 'profile', synonyms: ['department', '部门'] }),
  birthday: date({ sortable: false, section: 'profile', synonyms: ['birthday', '生日'] }),
  note: longText({ section: 'profile', synonyms: ['note', 'notes', '备注'] }),
  phones: phones({ listed: true, section: 'reach', synonyms: ['phone', 'mobile', 'telephone', '电话', '手机'] }),
  emails: emails({ listed: true, section: 'reach', synonyms: ['email', 'e-mail', 'mail', '邮箱', '电子邮件'] }),
  handles: handles({ section: 'reach', synonyms: ['wechat', 'linkedin', 'whatsapp', '微信'] }),
  language: choice(['zh-Hans', 'zh-Hant', 'en', 'other'], { sortable: false, section: 'reach', synonyms: ['language', '语言'] }),
  preferredChannel: choice(channels, { sortable: false, section: 'reach', synonyms: ['preferred channel', '首选渠道'] }),
  consent: choice(consents, {
    sortable: false,
    required: true,
    defaultValue: 'unknown',
    section: 'consent',
    synonyms: ['consent', 'opt-in', '同意', '授权'],
  }),
  consentOn: date({ sortable: false, section: 'consent', synonyms: ['consent date', '同意日期'] }),
  doNotContact: bool({
    sortable: false,
    required: true,
    defaultValue: false,
    section: 'consent',
    synonyms: ['do not contact', 'opt-out', '请勿联系'],
  }),
});
export const contacts = entityEndpoints('contacts', contactFields);
export type Contact = z.infer<typeof contacts.Record>;

export const suggestedFields = ['industry', 'region', 'country', 'source'] as const;
export type SuggestedField = (typeof suggestedFields)[number];

/** What the workspace has written into a free field so far: the choice of the next one. */
export const listSuggestions = endpoint({
  method: 'GET',
  path: '/accounts/suggestions',
  tag: 'accounts',
  summary: 'Values in use of a free text field, the most frequent first',
  query: z.strictObject({ field: z.enum(suggestedFields), q: z.string().max(80).optional() }),
  reply: z.object({ data: z.array(z.object({ value: z.string(), count: z.int() })) }),
});
