import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type Objection, objectionEnds, replySides } from '../objections/contract.ts';
import { AnswerSuggestions, UsedAnswer } from './answer-suggestions.tsx';
import classes from './negotiation.module.css';
import { useReplyToObjection, useUpdateObjection } from './queries.ts';

interface ObjectionRepliesProps {
  dealId: string;
  objection: Objection;
  canEdit: boolean;
}

/** What was said to and fro; below it the next answer, and how it ended. */
export function ObjectionReplies({ dealId, objection, canEdit }: ObjectionRepliesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const reply = useReplyToObjection(dealId);
  return (
    <>
      {objection.replies.length > 0 ? (
        <ol className={classes['replies']}>
          {objection.replies.map(({ id, side, text, saidOn, by, materialId }) => (
            <li key={id} data-side={side}>
              <p>{text}</p>
              <small>
                {[side === 'us' ? by?.name : t('deals:choices.objection.side.customer'), format.day(saidOn)]
                  .filter(Boolean)
                  .join(' · ')}
                {materialId ? (
                  <>
                    {' · '}
                    <Link to="/materials/$id" params={{ id: materialId }}>
                      {t('deals:answers.fromLibrary')}
                    </Link>
                  </>
                ) : null}
              </small>
            </li>
          ))}
        </ol>
      ) : null}
      {canEdit && objection.status !== 'closed' ? <ReplyForm dealId={dealId} objection={objection} reply={reply} /> : null}
      {canEdit ? <Endings dealId={dealId} objection={objection} isBusy={reply.isPending} /> : null}
    </>
  );
}

type Side = (typeof replySides)[number];

type PartProps = Omit<ObjectionRepliesProps, 'canEdit'>;

function ReplyForm({ dealId, objection: { id, version }, reply }: PartProps & { reply: ReturnType<typeof useReplyToObjection> }) {
  const { t } = useTranslation();
  const [side, setSide] = useState<Side>('us');
  const [text, setText] = useState('');
  const [used, setUsed] = useState<{ id: string; title: string } | null>(null);
  const send = (): void => {
    if (text.trim() === '' || reply.isPending) return;
    const body = { version, side, text: text.trim(), materialId: side === 'us' ? (used?.id ?? null) : null };
    const handleKept = (): void => {
      setText('');
      setUsed(null);
    };
    reply.mutate({ partId: id, body }, { onSuccess: handleKept, onError: showProblem });
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  // Enter writes a new line here, as answers are often longer than one.
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  };
  const handleUse = (answer: { id: string; title: string; solve: string | null }): void => {
    setSide('us');
    setText(answer.solve ?? '');
    setUsed(answer);
  };
  return (
    <>
      <AnswerSuggestions dealId={dealId} objectionId={id} onUse={handleUse} />
      <form onSubmit={handleSubmit} className={classes['reply']}>
        <SegmentedControl
          size="xs"
          aria-label={t('deals:objections.whoSpeaks')}
          data={replySides.map((value) => ({ value, label: t(`deals:choices.objection.side.${value}`) }))}
          value={side}
          onChange={(next) => setSide(replySides.find((known) => known === next) ?? side)}
        />
        <Textarea
          aria-label={t(`deals:objections.reply.${side}`)}
          placeholder={t(`deals:objections.reply.${side}`)}
          value={text}
          maxLength={4000}
          autosize
          minRows={1}
          maxRows={8}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={handleKey}
        />
        <Button type="submit" variant="default" loading={reply.isPending} disabled={text.trim() === ''}>
          {t('deals:objections.keep')}
        </Button>
        {used && side === 'us' ? <UsedAnswer title={used.title} onForget={() => setUsed(null)} /> : null}
      </form>
    </>
  );
}

/** Closes it with how it ended, or opens it again; not while an answer is being kept, which makes it another version. */
function Endings({ dealId, objection: { id, version, status }, isBusy }: PartProps & { isBusy: boolean }) {
  const { t } = useTranslation();
  const update = useUpdateObjection(dealId);
  const close = (closedAs: (typeof objectionEnds)[number] | null): void =>
    update.mutate({ partId: id, body: { version, closedAs } }, { onError: showProblem });
  if (status === 'closed')
    return (
      <Button variant="subtle" size="compact-sm" className={classes['again'] ?? ''} onClick={() => close(null)}>
        {t('deals:objections.reopen')}
      </Button>
    );
  return (
    <Group gap="xs">
      <span className={classes['ended']}>{t('deals:objections.ended')}</span>
      {objectionEnds.map((end) => (
        <Button key={end} variant="default" size="compact-sm" disabled={isBusy || update.isPending} onClick={() => close(end)}>
          {t(`deals:choices.objection.closedAs.${end}`)}
        </Button>
      ))}
    </Group>
  );
}
