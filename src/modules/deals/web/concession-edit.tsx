import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { Concession, concessionKinds } from '../concessions/contract.ts';
import { faultOf } from './faults.ts';
import { useUpdateConcession } from './queries.ts';
import { useBothSides } from '../../../web/use-both-sides.ts';
import { currentOf } from '../../../web/problem.ts';

interface EditConcessionProps {
  dealId: string;
  entry: Concession;
  onClose: () => void;
}

/** Everything of an entry: worth, margin, what came back. Of two who changed it at once the second sees both sides. */
export function EditConcession({ dealId, entry, onClose }: EditConcessionProps) {
  const { t } = useTranslation();
  const update = useUpdateConcession(dealId);
  const bothSides = useBothSides();
  const [draft, setDraft] = useState(entry);
  const set = (patch: Partial<Concession>): void => setDraft({ ...draft, ...patch });
  const write = (version: number) => {
    const { kind, text, valueMinor, marginMinor, marginBp, gotText, gotMinor, saidOn } = draft;
    const returned = draft.side === 'give' ? { marginMinor, marginBp, gotText, gotMinor } : {};
    return update.mutateAsync({
      partId: entry.id,
      body: { version, kind, text: text.trim(), valueMinor, saidOn, ...returned },
    });
  };
  const settle = async (error: unknown): Promise<void> => {
    if (faultOf(error instanceof Error ? error : null, '/body')) return;
    const current = Concession.safeParse(currentOf(error)).data;
    const theirs = current?.text ?? t('deals:screens.takenOff');
    const overwrite = () => write(current?.version ?? entry.version);
    if ((await bothSides(error, { mine: draft.text, theirs, overwrite })) !== null) onClose();
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if ([draft.valueMinor, draft.marginMinor, draft.marginBp, draft.gotMinor].some(Number.isNaN)) return;
    void write(entry.version).then(onClose, settle);
  };
  return (
    <FormDialog
      title={t(`deals:ledger.editTitle.${entry.side}`)}
      action={t('web:actions.save')}
      form={{ problem: null, isBusy: update.isPending, isReady: draft.text.trim() !== '' }}
      onSend={handleSubmit}
      onClose={onClose}
    >
      <What draft={draft} error={update.error} onChange={set} />
      {entry.side === 'give' ? <Return draft={draft} error={update.error} onChange={set} /> : null}
    </FormDialog>
  );
}

interface PartProps {
  draft: Concession;
  error: Error | null;
  onChange: (patch: Partial<Concession>) => void;
}

function What({ draft, error, onChange }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Select
        label={t('deals:fields.concession.kind')}
        data={concessionKinds.map((value) => ({ value, label: t(`deals:choices.concession.kind.${value}`) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={(next) => onChange({ kind: concessionKinds.find((known) => known === next) ?? draft.kind })}
      />
      <Textarea
        label={t('deals:fields.concession.text')}
        value={draft.text}
        required
        maxLength={2000}
        autosize
        minRows={1}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <MoneyInput
          label={t('deals:fields.concession.valueMinor')}
          currency={draft.currency}
          value={draft.valueMinor}
          error={faultOf(error, '/body/valueMinor')}
          onChange={(valueMinor) => onChange({ valueMinor })}
        />
        <DateInput
          label={t('deals:fields.concession.saidOn')}
          value={draft.saidOn}
          maxDate={format.today()}
          error={faultOf(error, '/body/saidOn')}
          onChange={(saidOn) => onChange({ saidOn: saidOn ?? draft.saidOn })}
        />
      </Group>
    </>
  );
}

function Return({ draft, error, onChange }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <Group grow align="flex-start">
        <MoneyInput
          label={t('deals:fields.concession.marginMinor')}
          currency={draft.currency}
          value={draft.marginMinor}
          error={faultOf(error, '/body/marginMinor')}
          onChange={(marginMinor) => onChange({ marginMinor, ...(marginMinor === null ? {} : { marginBp: null }) })}
        />
        <PercentInput
          label={t('deals:fields.concession.marginBp')}
          value={draft.marginBp}
          error={faultOf(error, '/body/marginBp')}
          onChange={(marginBp) => onChange({ marginBp, ...(marginBp === null ? {} : { marginMinor: null }) })}
        />
      </Group>
      <TextInput
        label={t('deals:fields.concession.gotText')}
        placeholder={t('deals:ledger.gotHint')}
        value={draft.gotText ?? ''}
        maxLength={2000}
        onChange={(event) => onChange({ gotText: event.currentTarget.value })}
      />
      <MoneyInput
        label={t('deals:fields.concession.gotMinor')}
        currency={draft.currency}
        value={draft.gotMinor}
        error={faultOf(error, '/body/gotMinor')}
        onChange={(gotMinor) => onChange({ gotMinor })}
      />
    </>
  );
}
