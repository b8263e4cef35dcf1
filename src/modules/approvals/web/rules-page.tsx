import { Button, Modal, Skeleton, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../web/session.ts';
import { SettingsFrame } from '../../../web/settings-frame.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { ActionMenu } from '../../../web/ui/page-header.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import type { ApprovalRule, SubjectInfo } from '../chains/contract.ts';
import classes from './approvals.module.css';
import { useRemoveRule, useRules, useSubjects, useUpdateRule } from './rule-queries.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleTrial } from './rule-trial.tsx';
import { useRuleText } from './use-rule-text.ts';

/** Rules that say when an approval is needed and who gives it. */
export function ApprovalRulesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const subjects = useSubjects();
  const rules = useRules();
  const [edited, setEdited] = useState<ApprovalRule | 'new' | null>(null);
  const isNew = edited === 'new';
  const error = subjects.error ?? rules.error;
  const all = subjects.data?.data ?? [];
  const add =
    may('approvalRule', 'create') && all.length > 0 ? (
      <Button onClick={() => setEdited('new')}>{t('approvals:rules.add')}</Button>
    ) : null;
  return (
    <SettingsFrame title={t('approvals:rules.title')} intro={t('approvals:rules.intro')} primary={add}>
      {error ? <ErrorState error={error} onRetry={() => void Promise.all([subjects.refetch(), rules.refetch()])} /> : null}
      {!error && (!subjects.data || !rules.data) ? <Skeleton height={200} /> : null}
      {rules.data
        ? all.map((subject) => (
            <SubjectRules
              key={subject.key}
              subject={subject}
              rules={rules.data.data.filter((rule) => rule.subject === subject.key)}
              onEdit={setEdited}
            />
          ))
        : null}
      {all.length > 0 ? <RuleTrial subjects={all} /> : null}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={t(isNew ? 'approvals:rules.add' : 'approvals:rules.edit')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('web:actions.close') }}
      >
        {edited === null ? null : <RuleForm rule={isNew ? null : edited} subjects={all} onClose={() => setEdited(null)} />}
      </Modal>
    </SettingsFrame>
  );
}

interface SubjectRulesProps {
  subject: SubjectInfo;
  rules: readonly ApprovalRule[];
  onEdit: (rule: ApprovalRule) => void;
}

function SubjectRules({ subject, rules, onEdit }: SubjectRulesProps) {
  const { t } = useTranslation();
  return (
    <Card title={subject.label}>
      {rules.length === 0 ? <p className={classes['none']}>{t('approvals:rules.none')}</p> : null}
      <ul className={classes['list']}>
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} subject={subject} onEdit={onEdit} />
        ))}
      </ul>
    </Card>
  );
}

function RuleRow({ rule, subject, onEdit }: { rule: ApprovalRule; subject: SubjectInfo; onEdit: (rule: ApprovalRule) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const confirm = useConfirm();
  const { sentence } = useRuleText(subject, rule.steps);
  const update = useUpdateRule();
  const remove = useRemoveRule();
  const { id, name, version, isActive, preset } = rule;
  const title = name ?? '';
  const erase = async (): Promise<void> => {
    const question = { title: t('approvals:rules.deleteTitle', { name: title }), text: t('approvals:rules.deleteText') };
    if (!(await confirm({ ...question, action: t('web:actions.delete'), isDestructive: true }))) return;
    remove.mutate(id, { onSuccess: () => showDone(t('approvals:rules.deleted')), onError: showProblem });
  };
  const actions = [
    { key: 'edit', label: t('web:actions.edit'), onClick: () => onEdit(rule) },
    ...(preset === null
      ? [{ key: 'delete', label: t('web:actions.delete'), onClick: () => void erase(), isDestructive: true }]
      : []),
  ];
  return (
    <li className={classes['rule']} data-off={isActive ? undefined : true}>
      <div>
        <b>{title}</b>
        <p className={classes['sentence']}>{sentence(rule)}</p>
      </div>
      {may('approvalRule', 'edit') ? (
        <div className={classes['buttons']}>
          <Switch
            aria-label={t('approvals:rules.isActive', { name: title })}
            checked={isActive}
            disabled={update.isPending}
            onChange={(event) => update.mutate({ id, version, isActive: event.currentTarget.checked }, { onError: showProblem })}
          />
          <ActionMenu actions={actions} label={t('approvals:rules.actions', { name: title })} />
        </div>
      ) : null}
    </li>
  );
}
