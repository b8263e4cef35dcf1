import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClashFields, FormConflict } from '../../../web/form-conflict.tsx';
import { isObject } from '../../../web/problem.ts';
import { InstantInput } from '../../../web/ui/instant-input.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useDraft } from '../../../web/use-draft.ts';
import { useFormat } from '../../../web/use-format.ts';
import { Activity, type ActivityChange } from '../contract.ts';
import { ActivityDetails, type Details } from './activity-details.tsx';
import { useCompleteActivity, useUpdateActivity } from './queries.ts';
import classes from './timeline.module.css';

function detailsOf(activity: Activity): Details {
  const contact = activity.links.find(({ kind }) => kind === 'contact');
  const { body, outcome, direction, dueAt, durationMinutes, isTwoWay, assignee } = activity;
  return {
    body: body ?? '',
    outcome: outcome ?? '',
    direction,
    dueAt,
    durationMinutes,
    isTwoWay,
    assignee,
    contact: contact ? { id: contact.id, name: contact.title } : null,
  };
}

/** Links of an activity with its contact replaced by the one chosen. */
function linkIdsOf(activity: Activity, contact: Details['contact']): string[] {
  const first = activity.links.find(({ kind }) => kind === 'contact');
  const others = activity.links.filter(({ id }) => id !== first?.id).map(({ id }) => id);
  return contact ? [...others, contact.id] : others;
}

interface Draft extends Details {
  version: number;
  subject: string;
  doneAt: string | null;
}

function draftOf(activity: Activity): Draft {
  const { version, subject, doneAt } = activity;
  return { version, subject, doneAt, ...detailsOf(activity) };
}

/** What the form says, as the change it asks for. A contact's own activities keep their links. */
function changeOf(activity: Activity, draft: Draft): ActivityChange & { id: string } {
  const { contact, assignee, body, outcome, subject, doneAt, ...rest } = draft;
  return {
    id: activity.id,
    ...rest,
    ...(subject.trim() === '' ? {} : { subject: subject.trim() }),
    body: body === '' ? null : body,
    outcome: outcome === '' ? null : outcome,
    assigneeId: assignee?.id ?? null,
    doneAt,
    ...(activity.record?.kind === 'contact' ? {} : { linkIds: linkIdsOf(activity, contact) }),
  };
}

/** How the fields are called and shown where both sides changed them. */
function useClashFields(): ClashFields {
  const { t } = useTranslation();
  const format = useFormat();
  const label = (field: string): string => t(`timeline:fields.activity.${field}`);
  const when = (value: unknown): string => (typeof value === 'string' ? format.instant(value) : '—');
  const named = (value: unknown): string => (isObject(value) ? String(value['name']) : '—');
  const way = (value: unknown): string => (typeof value === 'string' ? t(`timeline:choices.activity.direction.${value}`) : '—');
  const yesNo = (value: unknown): string => t(value === true ? 'web:states.yes' : 'web:states.no');
  return {
    subject: { label: label('subject') },
    body: { label: label('body') },
    outcome: { label: label('outcome') },
    direction: { label: label('direction'), show: way },
    dueAt: { label: label('dueAt'), show: when },
    doneAt: { label: label('doneAt'), show: when },
    durationMinutes: { label: label('durationMinutes') },
    isTwoWay: { label: label('isTwoWay'), show: yesNo },
    assignee: { label: label('assignee'), show: named },
    contact: { label: t('customers:objects.contact.one'), show: named },
  };
}

interface PartProps {
  activity: Activity;
  onClose: () => void;
}

interface ActivityDialogProps extends PartProps {
  isOpen: boolean;
}

/** Edits an activity; one that is still to do can be closed here with its outcome and the next step. */
export function ActivityDialog({ activity, isOpen, onClose }: ActivityDialogProps) {
  const { t } = useTranslation();
  const update = useUpdateActivity();
  const draft = useDraft(draftOf(activity));
  const { values, set } = draft;
  const clashFields = useClashFields();
  const isPrimary = activity.record?.kind === 'contact';
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    update.mutate(changeOf(activity, values), {
      onSuccess: onClose,
      onError: (error) => void (draft.meet(error, (current) => draftOf(Activity.parse(current))) || showProblem(error)),
    });
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t(`timeline:choices.activity.kind.${activity.kind}`)}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <form className={classes['form']} onSubmit={handleSubmit} noValidate>
        <TextInput
          label={t('timeline:fields.activity.subject')}
          value={values.subject}
          maxLength={300}
          onChange={(event) => set({ subject: event.currentTarget.value })}
          data-autofocus
        />
        <ActivityDetails
          kind={activity.kind}
          recordKind={isPrimary ? 'contact' : (activity.record?.kind ?? '')}
          value={values}
          onChange={set}
        />
        {activity.doneAt === null ? null : (
          <InstantInput
            label={t('timeline:fields.activity.doneAt')}
            value={values.doneAt}
            onChange={(doneAt) => set({ doneAt })}
          />
        )}
        {activity.doneAt === null ? <Finish activity={activity} onClose={onClose} /> : null}
        <FormConflict clash={draft.clash} fields={clashFields} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={update.isPending}>
            {t('web:actions.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Finish({ activity, onClose }: PartProps) {
  const { t } = useTranslation();
  const complete = useCompleteActivity();
  const [outcome, setOutcome] = useState('');
  const [next, setNext] = useState('');
  const [dueAt, setDueAt] = useState<string | null>(null);
  const isHalf = (next.trim() === '') !== (dueAt === null);
  const handleDone = (): void => {
    const nextStep = next.trim() === '' || dueAt === null ? {} : { nextStep: { subject: next.trim(), dueAt } };
    complete.mutate(
      { id: activity.id, outcome: outcome.trim() === '' ? null : outcome.trim(), ...nextStep },
      {
        onSuccess: () => {
          showDone(t('timeline:tasks.done'));
          onClose();
        },
      },
    );
  };
  return (
    <fieldset className={classes['finish']}>
      <legend>{t('timeline:tasks.finish')}</legend>
      <TextInput
        className={classes['wide'] ?? ''}
        label={t('timeline:fields.activity.outcome')}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value)}
      />
      <TextInput label={t('timeline:tasks.nextStep')} value={next} onChange={(event) => setNext(event.currentTarget.value)} />
      <InstantInput
        label={t('timeline:tasks.nextStepDue')}
        value={dueAt}
        onChange={setDueAt}
        error={isHalf ? t('timeline:tasks.nextStepBoth') : undefined}
      />
      <div className={classes['wide']}>
        <Button variant="light" onClick={handleDone} loading={complete.isPending} disabled={isHalf}>
          {t('timeline:tasks.markDone')}
        </Button>
      </div>
    </fieldset>
  );
}
