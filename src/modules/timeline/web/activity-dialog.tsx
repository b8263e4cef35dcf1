import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { InstantInput } from '../../../web/ui/instant-input.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import type { Activity, ActivityChange } from '../contract.ts';
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

/** What the form says, as the change it asks for. A contact's own activities keep their links. */
function changeOf(activity: Activity, subject: string, details: Details, doneAt: string | null): ActivityChange & { id: string } {
  const { contact, assignee, body, outcome, ...rest } = details;
  return {
    id: activity.id,
    version: activity.version,
    ...rest,
    ...(subject === '' ? {} : { subject }),
    body: body === '' ? null : body,
    outcome: outcome === '' ? null : outcome,
    assigneeId: assignee?.id ?? null,
    doneAt,
    ...(activity.record?.kind === 'contact' ? {} : { linkIds: linkIdsOf(activity, contact) }),
  };
}

interface ActivityDialogProps {
  activity: Activity;
  onClose: () => void;
}

/** Edits an activity; one that is still to do can be closed here with its outcome and the next step. */
export function ActivityDialog({ activity, onClose }: ActivityDialogProps) {
  const { t } = useTranslation();
  const update = useUpdateActivity();
  const [subject, setSubject] = useState(activity.subject);
  const [details, setDetails] = useState(() => detailsOf(activity));
  const [doneAt, setDoneAt] = useState(activity.doneAt);
  const isPrimary = activity.record?.kind === 'contact';
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // A refusal is shown by the mutation itself; the dialog stays.
    update.mutateAsync(changeOf(activity, subject.trim(), details, doneAt)).then(onClose, () => undefined);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`timeline:choices.activity.kind.${activity.kind}`)}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <form className={classes['form']} onSubmit={handleSubmit}>
        <TextInput
          label={t('timeline:fields.activity.subject')}
          value={subject}
          maxLength={300}
          onChange={(event) => setSubject(event.currentTarget.value)}
          data-autofocus
        />
        <ActivityDetails
          kind={activity.kind}
          recordKind={isPrimary ? 'contact' : (activity.record?.kind ?? '')}
          value={details}
          onChange={setDetails}
        />
        {activity.doneAt === null ? null : (
          <InstantInput label={t('timeline:fields.activity.doneAt')} value={doneAt} onChange={setDoneAt} />
        )}
        {activity.doneAt === null ? <Finish activity={activity} onClose={onClose} /> : null}
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

function Finish({ activity, onClose }: ActivityDialogProps) {
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
