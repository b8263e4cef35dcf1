import { Button, Group, Skeleton, Stack, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Preview } from '../contract.ts';
import classes from './approvals.module.css';
import { Chain } from './chain.tsx';
import { type Asked, usePreview, useSubmit } from './queries.ts';
import { Reasons } from './reasons-card.tsx';
import { ValuesTable } from './values-card.tsx';

/** What refuses it stands in the form. */
const ignored = (): void => undefined;

interface AskFormProps {
  /** What is asked for; null while it is not complete. */
  asked: Pick<Asked, 'subject' | 'subjectId' | 'input'> | null;
  /** Fields of the subject's own, above the preview. */
  children?: ReactNode;
  onClose: () => void;
}

/** Asks for an approval: who will be asked and why is shown before it is sent. For dialogs of the modules above. */
export function AskForm({ asked, children, onClose }: AskFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const [chosen, setChosen] = useState<NamedRef | null>(null);
  const [note, setNote] = useState('');
  const submit = useSubmit();
  const approverIds = chosen ? [chosen.id] : [];
  const body = { subject: '', subjectId: '', ...asked, approverIds };
  const preview = usePreview(body, asked !== null);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const text = note.trim();
    if (!asked) return;
    // The page may hear of the request before its answer is here, and show something else in place of this form.
    void submit.mutateAsync({ ...body, ...(text === '' ? {} : { note: text }) }).then(({ id, state }) => {
      showDone(t(state === 'approved' ? 'approvals:done.approvedAtOnce' : 'approvals:done.submitted'));
      onClose();
      if (state !== 'approved') void navigate({ to: '/approvals/$id', params: { id } });
    }, ignored);
  };
  const problem = submit.error ?? preview.error;
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {children}
        {asked && preview.isPending ? <Skeleton height={120} /> : null}
        {preview.data ? <WhoIsAsked preview={preview.data} chosen={chosen} onChoose={setChosen} /> : null}
        <Textarea
          label={t('approvals:ask.note')}
          description={t('approvals:ask.noteHint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <ProblemNote text={problem ? problemText(problem) : null} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('web:actions.cancel')}
          </Button>
          <Button type="submit" loading={submit.isPending} disabled={!preview.data || preview.data.waitingId !== null}>
            {t('approvals:ask.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface WhoIsAskedProps {
  preview: Preview;
  chosen: NamedRef | null;
  onChoose: (person: NamedRef | null) => void;
}

function WhoIsAsked({ preview, chosen, onChoose }: WhoIsAskedProps) {
  const { t } = useTranslation();
  const { isNeeded, needsChoice, waitingId, reasons, values, steps } = preview;
  if (waitingId !== null) return <p className={classes['note']}>{t('approvals:errors.already_waiting')}</p>;
  return (
    <>
      {needsChoice ? <UserPicker label={t('approvals:ask.chosen')} value={chosen} onChange={onChoose} /> : null}
      {reasons.length === 0 ? null : (
        <fieldset className={classes['part']}>
          <legend>{t('approvals:reasons.title')}</legend>
          <Reasons reasons={reasons} />
        </fieldset>
      )}
      <fieldset className={classes['part']}>
        <legend>{t('approvals:page.what')}</legend>
        <ValuesTable values={values} />
      </fieldset>
      <fieldset className={classes['part']}>
        <legend>{t('approvals:page.who')}</legend>
        {isNeeded ? <Chain steps={steps} /> : <p className={classes['sub']}>{t('approvals:ask.notNeeded')}</p>}
      </fieldset>
    </>
  );
}
