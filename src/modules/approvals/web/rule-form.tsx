import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import { type ApprovalRule, selfApprovals, type SubjectInfo } from '../chains/contract.ts';
import classes from './approvals.module.css';
import { ConditionRows } from './condition-rows.tsx';
import { useCreateRule, useUpdateRule } from './rule-queries.ts';
import { StepRows } from './step-rows.tsx';
import { useRuleText } from './use-rule-text.ts';

interface RuleFormProps {
  /** Null makes a new one. */
  rule: ApprovalRule | null;
  subjects: readonly SubjectInfo[];
  onClose: () => void;
}

type Draft = Pick<ApprovalRule, 'subject' | 'name' | 'conditions' | 'steps' | 'selfApproval'>;

const firstStep: ApprovalRule['steps'][number] = {
  order: 1,
  mode: 'any',
  approvers: [{ kind: 'manager', level: 1 }],
  escalateAfterHours: 16,
};

/** Saves a rule, a new one or a changed one. */
function useSave(rule: ApprovalRule | null, onClose: () => void) {
  const { t } = useTranslation();
  const create = useCreateRule();
  const update = useUpdateRule();
  const onSuccess = (): void => {
    showDone(t('approvals:rules.saved'));
    onClose();
  };
  const save = ({ subject, name, conditions, steps, selfApproval }: Draft): void => {
    const own = { name, conditions, steps, selfApproval };
    if (rule) update.mutate({ id: rule.id, version: rule.version, ...own }, { onSuccess });
    else create.mutate({ subject, ...own }, { onSuccess });
  };
  return { save, error: create.error ?? update.error, isPending: create.isPending || update.isPending };
}

/** Writes a rule; the sentence below says what it means as it is written. */
export function RuleForm({ rule, subjects, onClose }: RuleFormProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [draft, setDraft] = useState<Draft>(
    rule ?? { subject: subjects[0]?.key ?? '', name: null, conditions: [], steps: [firstStep], selfApproval: 'superior' },
  );
  const subject = subjects.find(({ key }) => key === draft.subject);
  const { sentence } = useRuleText(subject, draft.steps);
  const { save, error, isPending } = useSave(rule, onClose);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    save({ ...draft, name: draft.name?.trim() ? draft.name.trim() : sentence(draft).slice(0, 120) });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {rule ? null : (
          <Select
            label={t('approvals:rules.subject')}
            data={subjects.map(({ key, label }) => ({ value: key, label }))}
            value={draft.subject}
            allowDeselect={false}
            onChange={(key) => change({ subject: key ?? draft.subject, conditions: [] })}
          />
        )}
        <TextInput
          label={t('approvals:rules.name')}
          description={t('approvals:rules.nameHint')}
          value={draft.name ?? ''}
          maxLength={120}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {subject ? (
          <ConditionRows subject={subject} conditions={draft.conditions} onChange={(conditions) => change({ conditions })} />
        ) : null}
        <StepRows steps={draft.steps} onChange={(steps) => change({ steps })} />
        <Select
          label={t('approvals:rules.self')}
          data={selfApprovals.map((value) => ({ value, label: t(`approvals:self.${value}`) }))}
          value={draft.selfApproval}
          allowDeselect={false}
          onChange={(value) => change({ selfApproval: selfApprovals.find((one) => one === value) ?? 'superior' })}
        />
        <p className={classes['note']}>{sentence(draft)}</p>
        <ProblemNote text={error ? problemText(error) : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('web:actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
