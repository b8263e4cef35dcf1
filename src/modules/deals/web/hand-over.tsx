import { Alert, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryOf } from '../../../web/api.ts';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { listTimeline } from '../../timeline/contract.ts';
import type { Guide } from '../guide/contract.ts';
import classes from './guide.module.css';

type Stage = Guide['stages'][number];

export interface HandOverDraft {
  to: NamedRef | null;
  note: string;
}

/** Where a move forward leads to another role: from whom to whom. Null where the same role goes on. */
export function handOverOf(guide: Guide, stageId: string): { from: Stage; to: Stage } | null {
  const at = guide.stages.findIndex(({ state }) => state === 'current');
  const target = guide.stages.findIndex(({ id }) => id === stageId);
  const [from, to] = [guide.stages[at], guide.stages[target]];
  return from && to && target > at && from.role !== to.role ? { from, to } : null;
}

/** What is sent of a hand-over; nothing while nothing is said. */
export function handOverBody({ to, note }: HandOverDraft): { handOver?: { toId?: string; note?: string } } {
  const said = note.trim();
  if (!to && said === '') return {};
  return { handOver: { ...(to ? { toId: to.id } : {}), ...(said === '' ? {} : { note: said }) } };
}

interface HandOverFieldsProps {
  stage: Stage;
  draft: HandOverDraft;
  onChange: (draft: HandOverDraft) => void;
}

/** Asked where the work goes to another role: who takes the tasks, what they should know; what the customer may expect stands beside. */
export function HandOverFields({ stage, draft, onChange }: HandOverFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Alert color="gray" title={t('deals:screens.handOverTo', { role: t(`identity:roles.${stage.role}`) })}>
        {stage.customerExpectation ? t('deals:screens.customerExpects', { text: stage.customerExpectation }) : null}
      </Alert>
      <UserPicker
        label={t('deals:screens.whoTakesOver')}
        description={t('deals:screens.whoTakesOverHint')}
        value={draft.to}
        onChange={(to) => onChange({ ...draft, to })}
      />
      <Textarea
        label={t('deals:screens.handOverNote')}
        value={draft.note}
        onChange={(event) => onChange({ ...draft, note: event.currentTarget.value })}
        autosize
        minRows={2}
      />
    </>
  );
}

/** For whoever takes a deal over from another role: the notes so far. */
export function HandOverCard({ guide }: { guide: Guide }) {
  const at = guide.stages.findIndex(({ state }) => state === 'current');
  const [before, now] = [guide.stages[at - 1], guide.stages[at]];
  return before && now && before.role !== now.role ? <Notes dealId={guide.deal.id} from={before} to={now} /> : null;
}

function Notes({ dealId, from, to }: { dealId: string; from: Stage; to: Stage }) {
  const { t } = useTranslation();
  const format = useFormat();
  const notes = useQuery(
    queryOf(listTimeline, { params: { id: dealId }, query: { only: 'activities', kinds: 'note', open: 'false', limit: 5 } }),
  );
  const found = notes.data?.data.flatMap(({ activity }) => (activity ? [activity] : [])) ?? [];
  const roles = { from: t(`identity:roles.${from.role}`), to: t(`identity:roles.${to.role}`) };
  return (
    <Card title={t('deals:screens.handedOver')} aside={<Chip>{t('deals:screens.fromTo', roles)}</Chip>}>
      {found.map((note) => (
        <div key={note.id} className={classes['criterion']}>
          <div>
            {note.body ?? note.subject}
            <small>{[note.createdBy?.name, note.doneAt ? format.instant(note.doneAt) : null].filter(Boolean).join(' · ')}</small>
          </div>
        </div>
      ))}
      {notes.isSuccess && found.length === 0 ? (
        <div className={classes['playbook']}>
          <small>{t('deals:screens.noNotes')}</small>
        </div>
      ) : null}
    </Card>
  );
}
