import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { ApprovalDetail } from '../contract.ts';
import classes from './approvals.module.css';
import { useWrite } from './queries.ts';

/** Questions back, answers and remarks. */
export function MessagesCard({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const write = useWrite(approval.id);
  const [text, setText] = useState('');
  const { messages, may, submitter } = approval;
  if (messages.length === 0 && !may.write) return null;
  const isAnswer = submitter.id === user.id;
  const send = (): void => write.mutate(text.trim(), { onSuccess: () => setText(''), onError: showProblem });
  return (
    <Card title={t('approvals:messages.title')}>
      {messages.length > 0 ? (
        <ul className={classes['messages']}>
          {messages.map(({ id, author, kind, text: said, createdAt }) => (
            <li key={id}>
              <p className={classes['sub']}>
                <b>{author.name}</b> · {t(`approvals:messages.${kind}`)} · {format.instant(createdAt)}
              </p>
              <p className={classes['quote']}>{said}</p>
            </li>
          ))}
        </ul>
      ) : null}
      {may.write ? (
        <div className={classes['write']}>
          <Textarea
            mt={messages.length > 0 ? 0 : 'md'}
            aria-label={t(isAnswer ? 'approvals:messages.toAnswer' : 'approvals:messages.toAsk')}
            placeholder={t(isAnswer ? 'approvals:messages.toAnswer' : 'approvals:messages.toAsk')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={2000}
            autosize
            minRows={1}
          />
          <Button variant="default" size="xs" loading={write.isPending} disabled={text.trim() === ''} onClick={send}>
            {t(isAnswer ? 'approvals:messages.answerIt' : 'approvals:messages.askIt')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
