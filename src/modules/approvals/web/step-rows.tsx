import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { IntegerInput } from '../../../web/ui/number-fields.tsx';
import { roles } from '../../identity/contract.ts';
import { type ApprovalRule, type Approver, approverKinds } from '../chains/contract.ts';
import { modes } from '../contract.ts';
import classes from './approvals.module.css';

type Step = ApprovalRule['steps'][number];

interface StepRowsProps {
  steps: readonly Step[];
  onChange: (steps: Step[]) => void;
}

/** Who is asked, step by step; steps with the same number are asked at the same time. */
export function StepRows({ steps, onChange }: StepRowsProps) {
  const { t } = useTranslation();
  const last = Math.max(0, ...steps.map(({ order }) => order));
  const add = (): void =>
    onChange([
      ...steps,
      { order: Math.min(10, last + 1), mode: 'any', approvers: [{ kind: 'manager', level: 2 }], escalateAfterHours: 16 },
    ]);
  return (
    <>
      {steps.map((step, index) => (
        <StepPart
          key={index}
          step={step}
          isOnly={steps.length === 1}
          onChange={(next) => onChange(steps.map((one, at) => (at === index ? next : one)))}
          onRemove={() => onChange(steps.filter((_one, at) => at !== index))}
        />
      ))}
      <Button variant="subtle" size="compact-sm" justify="flex-start" onClick={add} disabled={steps.length >= 20}>
        {t('approvals:rules.addStep')}
      </Button>
    </>
  );
}

interface StepPartProps {
  step: Step;
  isOnly: boolean;
  onChange: (step: Step) => void;
  onRemove: () => void;
}

function StepPart({ step, isOnly, onChange, onRemove }: StepPartProps) {
  const { t } = useTranslation();
  const { order, mode, approvers, escalateAfterHours } = step;
  const put = (index: number, next: Approver | null): void =>
    onChange({ ...step, approvers: approvers.flatMap((one, at) => (at === index ? (next ? [next] : []) : [one])) });
  return (
    <fieldset className={classes['part']}>
      <legend>{t('approvals:rules.stepTitle')}</legend>
      {approvers.map((approver, index) => (
        <ApproverRow
          key={index}
          approver={approver}
          onChange={(next) => put(index, next)}
          onRemove={approvers.length > 1 ? () => put(index, null) : null}
        />
      ))}
      <div className={classes['line']}>
        <IntegerInput
          label={t('approvals:rules.order')}
          value={order}
          onChange={(value) => onChange({ ...step, order: value ?? 1 })}
        />
        <Select
          label={t('approvals:rules.mode')}
          data={modes.map((value) => ({ value, label: t(`approvals:mode.${value}`) }))}
          value={mode}
          allowDeselect={false}
          onChange={(value) => onChange({ ...step, mode: modes.find((one) => one === value) ?? mode })}
        />
        <IntegerInput
          label={t('approvals:rules.escalate')}
          value={escalateAfterHours}
          onChange={(value) => onChange({ ...step, escalateAfterHours: value })}
        />
      </div>
      <div className={classes['line']}>
        <Button
          className={classes['fixed']}
          variant="subtle"
          size="compact-sm"
          disabled={approvers.length >= 10}
          onClick={() => onChange({ ...step, approvers: [...approvers, { kind: 'departmentHead' }] })}
        >
          {t('approvals:rules.addApprover')}
        </Button>
        {isOnly ? null : (
          <Button className={classes['fixed']} variant="subtle" size="compact-sm" onClick={onRemove}>
            {t('approvals:rules.removeStep')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

const levels = [1, 2, 3, 4, 5] as const;

function startOf(kind: string | null): Approver {
  if (kind === 'role') return { kind: 'role', role: 'admin' };
  if (kind === 'user') return { kind: 'user', userId: '' };
  if (kind === 'manager') return { kind: 'manager', level: 1 };
  return kind === 'choice' ? { kind: 'choice' } : { kind: 'departmentHead' };
}

interface ApproverRowProps {
  approver: Approver;
  onChange: (approver: Approver) => void;
  onRemove: (() => void) | null;
}

function ApproverRow({ approver, onChange, onRemove }: ApproverRowProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<NamedRef | null>(null);
  return (
    <div className={classes['line']}>
      <Select
        aria-label={t('approvals:rules.who')}
        data={approverKinds.map((value) => ({ value, label: t(`approvals:approverKind.${value}`) }))}
        value={approver.kind}
        allowDeselect={false}
        onChange={(kind) => onChange(startOf(kind))}
      />
      {approver.kind === 'manager' ? (
        <Select
          aria-label={t('approvals:rules.level')}
          data={levels.map((level) => ({ value: String(level), label: t('approvals:approver.manager', { count: level }) }))}
          value={String(approver.level)}
          allowDeselect={false}
          onChange={(level) => onChange({ kind: 'manager', level: Number(level ?? 1) })}
        />
      ) : null}
      {approver.kind === 'role' ? (
        <Select
          aria-label={t('approvals:approverKind.role')}
          data={roles.map((role) => ({ value: role, label: t(`identity:roles.${role}`) }))}
          value={approver.role}
          allowDeselect={false}
          onChange={(role) => onChange({ kind: 'role', role: roles.find((one) => one === role) ?? 'admin' })}
        />
      ) : null}
      {approver.kind === 'user' ? (
        <UserPicker
          aria-label={t('approvals:approverKind.user')}
          value={person}
          onChange={(next) => {
            setPerson(next);
            onChange({ kind: 'user', userId: next?.id ?? '' });
          }}
        />
      ) : null}
      {onRemove ? (
        <ActionIcon
          className={classes['fixed']}
          variant="subtle"
          size={36}
          onClick={onRemove}
          aria-label={t('approvals:rules.removeApprover')}
        >
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  );
}
