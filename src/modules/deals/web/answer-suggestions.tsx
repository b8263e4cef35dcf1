import { ActionIcon, Button, Collapse, UnstyledButton } from '@mantine/core';
import { IconBooks, IconChevronDown, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fewest } from '../../../platform/share-interval.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { guidance } from '../../library/contract.ts';
import type { SuggestedAnswer } from '../answers/contract.ts';
import classes from './answers.module.css';
import { useAnswers } from './queries.ts';

interface AnswerSuggestionsProps {
  dealId: string;
  objectionId: string;
  onUse: (answer: SuggestedAnswer) => void;
}

/** Answers of the library that fit this objection, asked for when they are opened. */
export function AnswerSuggestions({ dealId, objectionId, onUse }: AnswerSuggestionsProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const answers = useAnswers(dealId, objectionId, isOpen);
  const all = answers.data?.data;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconBooks size={16} />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('deals:answers.open')}
      </Button>
      {isOpen && answers.error ? <ErrorState error={answers.error} onRetry={() => void answers.refetch()} /> : null}
      {isOpen && all ? (
        <ul className={classes['list']} aria-label={t('deals:answers.open')}>
          {all.map((answer, index) => (
            <AnswerItem
              key={answer.id}
              answer={answer}
              isFirst={index === 0}
              onUse={() => {
                onUse(answer);
                setOpen(false);
              }}
            />
          ))}
          {all.length === 0 ? <li className={classes['none']}>{t('deals:answers.none')}</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

/** How an answer did, or that nobody can tell yet. */
function useDidText(): (answer: SuggestedAnswer) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ used, closed, solvedBp }) => {
    if (used === 0) return t('deals:answers.unused');
    const times = t('deals:answers.used', { count: used });
    if (solvedBp === null) return `${times} · ${t('deals:answers.tooFew', { count: closed, fewest })}`;
    return `${times} · ${t('deals:answers.solved', { share: format.basisPoints(solvedBp, 0), count: closed })}`;
  };
}

function AnswerItem({ answer, isFirst, onUse }: { answer: SuggestedAnswer; isFirst: boolean; onUse: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(isFirst);
  const did = useDidText();
  const { title, said, fits } = answer;
  return (
    <li className={classes['item']}>
      <div className={classes['head']}>
        <UnstyledButton className={classes['toggle'] ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <IconChevronDown size={16} data-open={isOpen} aria-hidden="true" />
          <span>
            {title}
            <small>{did(answer)}</small>
          </span>
        </UnstyledButton>
        <span className={classes['fits']}>
          {fits.map((fit) => (
            <Chip key={fit} tone="pri">
              {t(`deals:answers.fits.${fit}`)}
            </Chip>
          ))}
        </span>
        <Button variant="default" size="compact-md" aria-label={t('deals:answers.useThis', { title })} onClick={onUse}>
          {t('deals:answers.use')}
        </Button>
      </div>
      <Collapse expanded={isOpen}>
        <dl className={classes['parts']}>
          {said ? <Part label={t('library:fields.material.said')} text={said} /> : null}
          {guidance.map((part) =>
            answer[part] ? <Part key={part} label={t(`library:fields.material.${part}`)} text={answer[part]} /> : null,
          )}
        </dl>
      </Collapse>
    </li>
  );
}

function Part({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

/** Which answer of the library what is typed was taken from. */
export function UsedAnswer({ title, onForget }: { title: string; onForget: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={classes['used']}>
      <IconBooks size={14} aria-hidden="true" /> {title}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('deals:answers.forget')} onClick={onForget}>
        <IconX size={14} />
      </ActionIcon>
    </span>
  );
}
