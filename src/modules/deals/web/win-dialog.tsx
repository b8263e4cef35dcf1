import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../../web/ui/date-input.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { wonProofs } from '../contract.ts';
import { EvidenceFields, useEvidence } from './evidence-fields.tsx';
import { faultOf } from './faults.ts';
import { useSeenDeal } from './meanwhile.tsx';
import { Frame, type OutcomeProps, WaiveFields } from './outcome-frame.tsx';
import { useWinDeal } from './queries.ts';

/** Wins a deal: what proves it, with the note or the file that shows it. */
export function WinDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const win = useWinDeal();
  const seen = useSeenDeal(guide);
  const evidence = useEvidence(guide.deal.id);
  const [kind, setKind] = useState<(typeof wonProofs)[number]>('contract');
  const [wonOn, setWonOn] = useState<string | null>(format.today());
  const [waiver, setWaiver] = useState<string | null>(null);
  const send = async () =>
    win.mutateAsync({
      id: guide.deal.id,
      body: {
        version: seen.now.version,
        proof: { kind, ...(await evidence.keep()) },
        ...(wonOn ? { wonOn } : {}),
        ...(waiver === null ? {} : { waive: { reason: waiver } }),
      },
    });
  return (
    <Frame
      title={t('deals:screens.winTitle', { title: guide.deal.title })}
      action={t('deals:screens.win')}
      seen={seen}
      error={win.error}
      isPending={win.isPending || evidence.isSending}
      fields={['/body/wonOn', '/body/proof/note', '/body/waive']}
      onClose={onClose}
      onSend={send}
    >
      <Select
        label={t('deals:screens.proof')}
        data={wonProofs.map((value) => ({ value, label: t(`deals:choices.deal.wonProof.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(wonProofs.find((known) => known === value) ?? kind)}
      />
      <EvidenceFields
        draft={evidence.draft}
        onChange={evidence.setDraft}
        label={t('deals:screens.proofNote')}
        hint={t('deals:screens.proofNoteHint')}
        error={faultOf(win.error, '/body/proof/note')}
      />
      <DateInput
        label={t('deals:fields.deal.wonOn')}
        value={wonOn}
        error={faultOf(win.error, '/body/wonOn')}
        onChange={setWonOn}
        maxDate={format.today()}
      />
      <WaiveFields guide={guide} error={win.error} value={waiver} onChange={setWaiver} />
    </Frame>
  );
}
