import { Select, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { objectionKinds } from '../../library/contract.ts';
import { Objection } from '../objections/contract.ts';
import { faultOf } from './faults.ts';
import { useUpdateObjection } from './queries.ts';
import { useBothSides } from '../../../web/use-both-sides.ts';
import { currentOf } from '../../../web/problem.ts';

interface EditObjectionProps {
  dealId: string;
  objection: Objection;
  onClose: () => void;
}

interface Draft extends Pick<Objection, 'kind' | 'said'> {
  contact: NamedRef | null;
  raisedOn: string | null;
}

/** Kind, words, person and day of an objection. Of two who changed them at once the second sees both sides. */
export function EditObjection({ dealId, objection, onClose }: EditObjectionProps) {
  const { t } = useTranslation();
  const update = useUpdateObjection(dealId);
  const bothSides = useBothSides();
  const [draft, setDraft] = useState<Draft>({
    kind: objection.kind,
    said: objection.said,
    contact: objection.contact ? { id: objection.contact.id, name: objection.contact.title } : null,
    raisedOn: objection.raisedOn,
  });
  const write = (version: number) => {
    const { kind, said, contact, raisedOn } = draft;
    const body = { version, kind, said: said.trim(), contactId: contact?.id ?? null, ...(raisedOn ? { raisedOn } : {}) };
    return update.mutateAsync({ partId: objection.id, body });
  };
  const settle = async (error: unknown): Promise<void> => {
    const current = Objection.safeParse(currentOf(error)).data;
    if (faultOf(error instanceof Error ? error : null, '/body/raisedOn')) return;
    const theirs = current?.said ?? t('deals:screens.takenOff');
    const kept = await bothSides(error, {
      mine: draft.said,
      theirs,
      overwrite: () => write(current?.version ?? objection.version),
    });
    if (kept !== null) onClose();
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void write(objection.version).then(onClose, settle);
  };
  return (
    <FormDialog
      title={t('deals:objections.editTitle')}
      action={t('web:actions.save')}
      form={{ problem: null, isBusy: update.isPending, isReady: draft.said.trim() !== '' }}
      onSend={handleSubmit}
      onClose={onClose}
    >
      <ObjectionFields draft={draft} error={update.error} onChange={(patch) => setDraft({ ...draft, ...patch })} />
    </FormDialog>
  );
}

interface ObjectionFieldsProps {
  draft: Draft;
  error: Error | null;
  onChange: (patch: Partial<Draft>) => void;
}

function ObjectionFields({ draft, error, onChange }: ObjectionFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Select
        label={t('deals:fields.objection.kind')}
        data={objectionKinds.map((value) => ({ value, label: t(`deals:choices.objection.kind.${value}`) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={(next) => onChange({ kind: objectionKinds.find((known) => known === next) ?? draft.kind })}
      />
      <Textarea
        label={t('deals:fields.objection.said')}
        value={draft.said}
        maxLength={4000}
        required
        autosize
        minRows={2}
        data-autofocus
        onChange={(event) => onChange({ said: event.currentTarget.value })}
      />
      <RecordPicker
        kind="contact"
        label={t('deals:fields.objection.contact')}
        value={draft.contact}
        onChange={(contact) => onChange({ contact })}
      />
      <DateInput
        label={t('deals:fields.objection.raisedOn')}
        value={draft.raisedOn}
        onChange={(raisedOn) => onChange({ raisedOn })}
        maxDate={format.today()}
        error={faultOf(error, '/body/raisedOn')}
      />
    </>
  );
}
