import { Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker, UserPicker } from '../../../web/entity/pickers.tsx';
import { InstantInput } from '../../../web/ui/instant-input.tsx';
import { IntegerInput } from '../../../web/ui/number-fields.tsx';
import type { ActivityKind, directions } from '../contract.ts';
import { isTwoWayOf } from '../rules.ts';
import classes from './timeline.module.css';

export interface Details {
  body: string;
  outcome: string;
  direction: (typeof directions)[number] | null;
  dueAt: string | null;
  durationMinutes: number | null;
  isTwoWay: boolean;
  contact: NamedRef | null;
  assignee: NamedRef | null;
}

const spoken = new Set<ActivityKind>(['call', 'mail', 'message']);
const timed = new Set<ActivityKind>(['call', 'meeting', 'visit', 'demo']);

/** What an activity of this kind starts with. */
export function emptyDetails(kind: ActivityKind, assignee: NamedRef): Details {
  return {
    body: '',
    outcome: '',
    direction: spoken.has(kind) ? 'out' : null,
    dueAt: null,
    durationMinutes: null,
    isTwoWay: isTwoWayOf(kind, undefined),
    contact: null,
    assignee,
  };
}

function isContact(kind: ActivityKind): boolean {
  return kind !== 'task' && kind !== 'note';
}

interface ActivityDetailsProps {
  kind: ActivityKind;
  recordKind: string;
  value: Details;
  onChange: (value: Details) => void;
}

/** All that may be said about an activity beyond its first line; only what fits its kind is shown. */
export function ActivityDetails({ kind, recordKind, value, onChange }: ActivityDetailsProps) {
  const { t } = useTranslation();
  const set = (part: Partial<Details>): void => onChange({ ...value, ...part });
  const label = (field: string): string => t(`timeline:fields.activity.${field}`);
  return (
    <div className={classes['details']}>
      <HowItWent kind={kind} value={value} set={set} />
      <div className={classes['wide']}>
        <InstantInput
          label={t(kind === 'task' ? 'timeline:fields.activity.dueAt' : 'timeline:quick.plannedFor')}
          value={value.dueAt}
          onChange={(dueAt) => set({ dueAt })}
        />
      </div>
      {recordKind === 'contact' || recordKind === 'lead' ? null : (
        <RecordPicker
          kind="contact"
          label={t('timeline:quick.with')}
          value={value.contact}
          onChange={(contact) => set({ contact })}
        />
      )}
      <UserPicker label={label('assignee')} value={value.assignee} onChange={(assignee) => set({ assignee })} />
      {timed.has(kind) ? (
        <IntegerInput
          label={label('durationMinutes')}
          value={value.durationMinutes}
          onChange={(durationMinutes) => set({ durationMinutes })}
        />
      ) : null}
      {isContact(kind) ? (
        <TextInput
          label={label('outcome')}
          value={value.outcome}
          onChange={(event) => set({ outcome: event.currentTarget.value })}
        />
      ) : null}
      <Textarea
        className={classes['wide'] ?? ''}
        label={label('body')}
        value={value.body}
        onChange={(event) => set({ body: event.currentTarget.value })}
        autosize
        minRows={2}
        maxRows={12}
      />
    </div>
  );
}

interface HowItWentProps {
  kind: ActivityKind;
  value: Details;
  set: (part: Partial<Details>) => void;
}

/** Who approached whom, and whether the other side answered. */
function HowItWent({ kind, value, set }: HowItWentProps) {
  const { t } = useTranslation();
  const label = (field: string): string => t(`timeline:fields.activity.${field}`);
  return (
    <>
      {spoken.has(kind) ? (
        <SegmentedControl
          aria-label={label('direction')}
          value={value.direction ?? 'out'}
          data={(['out', 'in'] as const).map((direction) => ({
            value: direction,
            label: t(`timeline:choices.activity.direction.${direction}`),
          }))}
          onChange={(direction) => set({ direction: direction === 'in' ? 'in' : 'out' })}
        />
      ) : null}
      {isContact(kind) ? (
        <Checkbox
          mt={8}
          label={label('isTwoWay')}
          checked={value.isTwoWay}
          onChange={(event) => set({ isTwoWay: event.currentTarget.checked })}
        />
      ) : null}
    </>
  );
}
