import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../../web/api.ts';
import { getUser } from '../../identity/members/contract.ts';
import type { ApprovalRule, Approver, SubjectInfo } from '../chains/contract.ts';
import { useValueText } from './use-value-text.ts';

type Condition = ApprovalRule['conditions'][number];

interface RuleText {
  condition: (condition: Condition) => string;
  approver: (approver: Approver) => string;
  sentence: (rule: Pick<ApprovalRule, 'conditions' | 'steps'>) => string;
}

/** A rule as a sentence: when it fires, and who is then asked. The people whom its steps name are asked for, and nobody else. */
export function useRuleText(subject: SubjectInfo | undefined, steps: ApprovalRule['steps']): RuleText {
  const { t } = useTranslation();
  const valueText = useValueText();
  const named = steps.flatMap(({ approvers }) => approvers.flatMap((one) => (one.kind === 'user' ? [one.userId] : [])));
  const users = useQueries({
    queries: [...new Set(named)]
      .filter((id) => id !== '')
      .map((id) => ({ ...queryOf(getUser, { params: { id } }), staleTime: 300_000 })),
  });
  const nameOf = (id: string): string => users.find(({ data }) => data?.id === id)?.data?.name ?? t('approvals:rules.somebody');
  const condition = ({ field, op, value = null }: Condition): string => {
    const known = subject?.fields.find(({ key }) => key === field);
    const said = op === 'ne' && value === '' ? 'isFilled' : op;
    const chosen = known?.choices?.find((one) => one.value === value);
    const shown = chosen?.label ?? valueText({ kind: known?.kind ?? 'text', value });
    return t(`approvals:op.${said}`, { field: known?.label ?? t('approvals:rules.unknownField'), value: shown });
  };
  const approver = (one: Approver): string => {
    if (one.kind === 'manager')
      return one.level === 1 ? t('approvals:approver.direct') : t('approvals:approver.manager', { count: one.level });
    if (one.kind === 'role') return t('approvals:approver.role', { role: t(`identity:roles.${one.role}`) });
    return one.kind === 'user' ? nameOf(one.userId) : t(`approvals:approver.${one.kind}`);
  };
  const step = ({ approvers, mode }: ApprovalRule['steps'][number]): string => {
    const names = approvers.map(approver).join(t('approvals:rules.and'));
    return approvers.length > 1 || approvers[0]?.kind === 'role' || approvers[0]?.kind === 'choice'
      ? t('approvals:rules.stepMode', { names, mode: t(`approvals:mode.${mode}`) })
      : names;
  };
  const sentence = ({ conditions, steps }: Pick<ApprovalRule, 'conditions' | 'steps'>): string => {
    const orders = [...Map.groupBy(steps, ({ order }) => order)].toSorted(([a], [b]) => a - b);
    const who = orders
      .map(([, together]) => together.map(step).join(t('approvals:rules.meanwhile')))
      .join(t('approvals:rules.then'));
    if (conditions.length === 0) return t('approvals:rules.always', { who });
    return t('approvals:rules.sentence', { when: conditions.map(condition).join(t('approvals:rules.and')), who });
  };
  return { condition, approver, sentence };
}
