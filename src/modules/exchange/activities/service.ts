import { DomainError } from '../../../platform/errors.ts';
import { defineFields, bool, choice, instant, integer, longText, ref, text, user } from '../../../platform/fields.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { activityKinds, directions, NewActivity } from '../../timeline/contract.ts';
import { createActivities } from '../../timeline/service.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { TargetField, TargetKind } from '../targets/rules.ts';

const fields = defineFields({
  account: ref('account', { synonyms: ['account', 'company', '客户', '公司'] }),
  contact: ref('contact', { synonyms: ['contact', '联系人'] }),
  deal: ref('deal', { synonyms: ['deal', 'opportunity', '商机'] }),
  lead: ref('lead', { synonyms: ['lead', '线索'] }),
  kind: choice(activityKinds, {
    required: true,
    defaultValue: 'note',
    synonyms: ['type', 'kind', 'activity type', '类型', '跟进方式'],
  }),
  subject: text({ max: 300, synonyms: ['subject', 'title', '主题', '标题'] }),
  body: longText({ synonyms: ['note', 'body', 'content', 'description', '内容', '跟进内容', '备注'] }),
  direction: choice(directions, { synonyms: ['direction', '方向'] }),
  outcome: text({ max: 2000, synonyms: ['outcome', 'result', '结果'] }),
  dueAt: instant({ synonyms: ['due', 'due date', '截止时间', '到期时间'] }),
  doneAt: instant({ synonyms: ['date', 'done', 'time', 'completed', '日期', '时间', '完成时间', '跟进时间'] }),
  durationMinutes: integer({ min: 0, max: 100_000, synonyms: ['duration', 'minutes', '时长'] }),
  isTwoWay: bool({ synonyms: ['two-way', 'answered', '是否回复'] }),
  assignee: user({ synonyms: ['owner', 'user', 'assignee', 'author', '负责人', '跟进人'] }),
});

/** What an activity is about: the first of these that a row names carries it, the others are linked. */
const about = ['deal', 'lead', 'contact', 'account'] as const;

function targetField([key, field]: [string, TargetField['field']]): TargetField {
  const target = field.kind === 'ref' ? { target: field.target ?? '' } : field.kind === 'user' ? { target: 'user' } : {};
  const choiceLabels = key === 'kind' ? { choiceLabels: 'timeline:choices.activity.kind' } : {};
  return {
    key,
    property: field.kind === 'ref' || field.kind === 'user' ? `${key}Id` : key,
    field,
    label: `exchange:fields.activity.${key}`,
    isKey: false,
    ...target,
    ...choiceLabels,
  };
}

export const activityTarget: TargetKind = {
  kind: 'activity',
  label: 'exchange:kinds.activity',
  nameField: 'subject',
  fields: Object.entries(fields).map(targetField),
};

/** Writes activities of the past with their own author and time. */
export async function writeActivities(tx: Tx, scope: Scope, inputs: readonly Input[], importId: string): Promise<void> {
  const batch = inputs.map((input) => {
    const { accountId: _account, contactId: _contact, dealId: _deal, leadId: _lead, ...content } = input;
    const [recordId, ...linkIds] = about.map((kind) => input[`${kind}Id`]).filter((id) => typeof id === 'string');
    if (recordId === undefined) throw new DomainError('exchange.no_record');
    return NewActivity.parse({ kind: 'note', ...content, recordId, linkIds });
  });
  await createActivities(tx, scope, batch, { history: true, importId, recordsAreKnown: true });
}
