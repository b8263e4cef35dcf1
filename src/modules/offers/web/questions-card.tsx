import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, queryOf } from '../../../web/api.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { answerQuoteQuestion, listQuoteQuestions, type QuoteQuestion } from '../questions/contract.ts';
import { useRefresh } from './queries.ts';
import classes from './quote.module.css';

/** What customers ask on the page, each with its answers. */
export function QuestionsCard({ quoteId, canAnswer }: { quoteId: string; canAnswer: boolean }) {
  const { t } = useTranslation();
  const { data } = useQuery({ ...queryOf(listQuoteQuestions, { params: { id: quoteId } }), refetchInterval: 15_000 });
  return (
    <Card title={t('offers:questions.title')} padded>
      <Stack gap="lg">
        {data?.data.length === 0 ? <span className={classes['quiet']}>{t('offers:questions.none')}</span> : null}
        {data?.data.map((question) => (
          <Thread key={question.id} quoteId={quoteId} question={question} canAnswer={canAnswer} />
        ))}
      </Stack>
    </Card>
  );
}

interface ThreadProps {
  quoteId: string;
  question: QuoteQuestion;
  canAnswer: boolean;
}

function Thread({ quoteId, question, canAnswer }: ThreadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, lineName, revision, text, createdAt, replies } = question;
  return (
    <Stack gap="xs">
      <div className={classes['sub']}>
        <b>{name}</b>
        <span>{lineName ?? t('offers:questions.whole')}</span>
        <Chip>{t('offers:screens.revisionNo', { number: revision })}</Chip>
        <span className={classes['quiet']}>{format.instant(createdAt)}</span>
      </div>
      <p className={classes['words']}>{text}</p>
      {replies.map((reply) => (
        <div key={reply.id} className={classes['reply']}>
          <span className={classes['quiet']}>{`${reply.name} · ${format.instant(reply.createdAt)}`}</span>
          <p className={classes['words']}>{reply.text}</p>
        </div>
      ))}
      {canAnswer ? <AnswerForm quoteId={quoteId} question={question} /> : null}
    </Stack>
  );
}

function AnswerForm({ quoteId, question: { id, replyTo, replies } }: Omit<ThreadProps, 'canAnswer'>) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(replies.length === 0);
  const answer = useMutation({
    mutationFn: () => call(answerQuoteQuestion, { params: { id: quoteId }, body: { questionId: id, text } }),
    onSuccess: () => {
      setText('');
      setOpen(false);
      showDone(t('offers:questions.sent'));
      return refresh();
    },
    onError: showProblem,
  });
  if (!isOpen)
    return (
      <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
        {t('offers:questions.answer')}
      </Button>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate();
      }}
    >
      <Textarea
        label={t('offers:questions.answer')}
        description={t(replyTo === null ? 'offers:questions.toPage' : 'offers:questions.toMail', { to: replyTo })}
        autosize
        minRows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="xs">
        <Button type="submit" loading={answer.isPending} disabled={text.trim() === ''}>
          {t('offers:questions.send')}
        </Button>
      </Group>
    </form>
  );
}
