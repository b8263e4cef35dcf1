import { Button, Group, Modal, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type EntityRow, type NamedRef, titleOf } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { asText } from '../../../web/entity/read-values.ts';
import { recordPath } from '../../../web/kinds.ts';
import { MoneyInput } from '../../../web/ui/number-fields.tsx';
import { ProblemNote } from '../../../web/ui/problem-note.tsx';
import { showDone } from '../../../web/ui/toast.tsx';
import { CurrencyInput } from '../../../web/ui/world-inputs.tsx';
import { usePlace } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { Conversion } from '../contract.ts';
import { leadUi } from './lead-ui.tsx';
import { useConvertLead } from './queries.ts';

interface Part {
  isKnown: boolean;
  name: string;
  known: NamedRef | null;
}

interface Draft {
  account: Part;
  contact: Part;
  dealTitle: string;
  amountMinor: number | null;
  currency: string;
  interest: string;
}

function draftOf(row: EntityRow, currency: string): Draft {
  const name = titleOf(leadUi, row);
  const company = asText(row['company']) ?? name;
  return {
    account: { isKnown: false, name: company, known: null },
    contact: { isKnown: false, name, known: null },
    dealTitle: company,
    amountMinor: null,
    currency,
    interest: asText(row['note']) ?? '',
  };
}

function bodyOf(row: EntityRow, draft: Draft): Conversion {
  const { account, contact, amountMinor, currency, interest } = draft;
  return {
    version: row.version,
    ...(account.isKnown && account.known ? { accountId: account.known.id } : { accountName: account.name.trim() }),
    ...(contact.isKnown && contact.known ? { contactId: contact.known.id } : { contactName: contact.name.trim() }),
    dealTitle: draft.dealTitle.trim(),
    ...(amountMinor === null ? {} : { amountMinor, currency }),
    ...(interest.trim() === '' ? {} : { interest: interest.trim().slice(0, 4000) }),
  };
}

function isComplete({ isKnown, name, known }: Part): boolean {
  return isKnown ? known !== null : name.trim() !== '';
}

/** Makes account, contact and deal of a lead: everything is filled in, one click is enough. */
export function ConvertDialog({ row, onClose }: { row: EntityRow; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const place = usePlace();
  const convert = useConvertLead(row.id);
  const [draft, setDraft] = useState(() => draftOf(row, place.currency));
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const isReady =
    isComplete(draft.account) && isComplete(draft.contact) && draft.dealTitle.trim() !== '' && !Number.isNaN(draft.amountMinor);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    convert.mutate(bodyOf(row, draft), {
      onSuccess: ({ dealId }) => {
        showDone(t('prospecting:screens.converted'));
        void navigate({ to: recordPath('deal', dealId) ?? '/deals' });
      },
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('prospecting:screens.convertTitle', { name: titleOf(leadUi, row) })}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <form onSubmit={handleSubmit} noValidate>
        <Stack gap="md">
          <ProblemNote text={convert.error ? problemText(convert.error) : null} />
          <PartFields kind="account" value={draft.account} onChange={(account) => set({ account })} />
          <PartFields kind="contact" value={draft.contact} onChange={(contact) => set({ contact })} />
          <DealFields draft={draft} set={set} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('web:actions.cancel')}
            </Button>
            <Button type="submit" loading={convert.isPending} disabled={!isReady}>
              {t('prospecting:screens.convert')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface DealFieldsProps {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
}

function DealFields({ draft, set }: DealFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('prospecting:screens.dealTitle')}
        value={draft.dealTitle}
        maxLength={200}
        required
        onChange={(event) => set({ dealTitle: event.currentTarget.value })}
        data-autofocus
      />
      <Group grow align="flex-start">
        <MoneyInput
          label={t('prospecting:screens.amount')}
          currency={draft.currency}
          value={draft.amountMinor}
          onChange={(amountMinor) => set({ amountMinor })}
        />
        <CurrencyInput
          label={t('prospecting:screens.currency')}
          value={draft.currency}
          onChange={(currency) => set({ currency: currency ?? draft.currency })}
        />
      </Group>
      <Textarea
        label={t('prospecting:screens.interest')}
        value={draft.interest}
        onChange={(event) => set({ interest: event.currentTarget.value })}
        autosize
        minRows={2}
        maxRows={6}
      />
    </>
  );
}

interface PartFieldsProps {
  kind: 'account' | 'contact';
  value: Part;
  onChange: (value: Part) => void;
}

/** A new record by its name, or one there is already. */
function PartFields({ kind, value, onChange }: PartFieldsProps) {
  const { t } = useTranslation();
  const label = t(`customers:objects.${kind}.one`);
  return (
    <Stack gap={6}>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value.isKnown ? 'known' : 'new'}
        data={[
          { value: 'new', label: t('web:actions.newOf', { name: label }) },
          { value: 'known', label: t('prospecting:screens.known') },
        ]}
        onChange={(choice) => onChange({ ...value, isKnown: choice === 'known' })}
      />
      {value.isKnown ? (
        <RecordPicker kind={kind} label={label} value={value.known} onChange={(known) => onChange({ ...value, known })} />
      ) : (
        <TextInput
          label={label}
          value={value.name}
          maxLength={200}
          required
          onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
