import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useSession } from '../../../web/session.ts';
import type { ActivityKind } from '../contract.ts';
import { ActivityDetails, emptyDetails, type Details } from './activity-details.tsx';
import { kindIcons, kindOfKey, quickKinds } from './activity-kinds.ts';
import { useCreateActivity } from './queries.ts';
import classes from './timeline.module.css';

interface QuickAddProps {
  recordId: string;
  /** Kind of the record, so that a contact is not asked whom it was with. */
  kind: string;
}

/** One line logs what happened: a key opens the kind, Enter keeps it. Details are there for whoever wants them. */
export function QuickAdd({ recordId, kind }: QuickAddProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ActivityKind | null>(null);
  useEffect(() => {
    let before = '';
    const handleKey = (event: KeyboardEvent): void => {
      // After g, a letter opens a screen.
      const pressed = before === 'g' ? null : kindOfKey(event);
      before = event.key;
      if (!pressed) return;
      event.preventDefault();
      setOpen(pressed);
    };
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
  return (
    <Card className={classes['composer']}>
      <div className={classes['kinds']} role="group" aria-label={t('timeline:quick.label')}>
        {quickKinds.map((quick) => {
          const Icon = kindIcons[quick.kind];
          return (
            <button
              key={quick.kind}
              type="button"
              className={classes['kind']}
              aria-pressed={open === quick.kind}
              aria-keyshortcuts={quick.key}
              onClick={() => setOpen(open === quick.kind ? null : quick.kind)}
            >
              <Icon size={16} stroke={1.6} aria-hidden="true" />
              {t(`timeline:choices.activity.kind.${quick.kind}`)}
              <kbd className={classes['key']} aria-hidden="true">
                {quick.key}
              </kbd>
            </button>
          );
        })}
      </div>
      {open ? <QuickForm key={open} recordId={recordId} recordKind={kind} kind={open} onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}

interface QuickFormProps {
  recordId: string;
  recordKind: string;
  kind: ActivityKind;
  onClose: () => void;
}

/** What the form says. The text of a note is its body; anything else is named by its line, or by its kind. */
function contentOf(kind: ActivityKind, text: string, name: string, details: Details) {
  const { contact, assignee, body, ...rest } = details;
  const words = kind === 'note' ? { body: text } : { subject: text === '' ? name : text, body: body === '' ? null : body };
  return {
    ...rest,
    ...words,
    outcome: rest.outcome === '' ? null : rest.outcome,
    linkIds: contact ? [contact.id] : [],
    assigneeId: assignee?.id ?? null,
  };
}

/** A task waits for its day; everything else has just happened unless a time is named. */
function QuickForm({ recordId, recordKind, kind, onClose }: QuickFormProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const create = useCreateActivity();
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [hasDetails, setHasDetails] = useState(kind === 'task');
  const [details, setDetails] = useState<Details>(() => emptyDetails(kind, { id: user.id, name: user.name }));
  useEffect(() => input.current?.focus(), []);
  const name = t(`timeline:choices.activity.kind.${kind}`);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (kind === 'note' && text.trim() === '') return;
    create.mutate(
      { recordId, kind, ...contentOf(kind, text.trim(), name, details) },
      {
        onSuccess: () => {
          showDone(t(details.dueAt || kind === 'task' ? 'timeline:quick.planned' : 'timeline:quick.logged', { kind: name }));
          onClose();
        },
      },
    );
  };
  const shared = {
    ref: input,
    'aria-label': t('timeline:quick.what', { kind: name }),
    placeholder: t(`timeline:quick.hint.${kind}`),
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    onKeyDown: (event: { key: string }) => {
      if (event.key === 'Escape') onClose();
    },
    className: classes['grow'] ?? '',
  };
  return (
    <form className={classes['form']} onSubmit={handleSubmit} noValidate>
      <div className={classes['line']}>
        {kind === 'note' ? <Textarea {...shared} autosize minRows={2} maxRows={10} /> : <TextInput {...shared} maxLength={300} />}
        <Button type="submit" loading={create.isPending}>
          {t(kind === 'task' ? 'timeline:quick.plan' : 'timeline:quick.log')}
        </Button>
      </div>
      {kind === 'note' ? null : (
        <Switch
          size="xs"
          label={t('timeline:quick.details')}
          checked={hasDetails}
          onChange={(event) => setHasDetails(event.currentTarget.checked)}
        />
      )}
      {hasDetails ? <ActivityDetails kind={kind} recordKind={recordKind} value={details} onChange={setDetails} /> : null}
    </form>
  );
}
