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
import { useQuoteProofs, useWinDeal } from './queries.ts';
import { AcceptedQuote, QuoteProofField } from './quote-proof.tsx';

/** What proves a win. What the customer has accepted is proposed; where nothing was, not on standard terms, or too much of it, it is no choice. */
function useWonProof(dealId: string) {
  const { data, isLoading } = useQuoteProofs(dealId);
  const [chosen, setKind] = useState<(typeof wonProofs)[number] | null>(null);
  const [quoteId, setQuoteId] = useState<string | null>(null);
  const { enough = [], tooMuch = [] } = Object.groupBy(data?.data ?? [], ({ contractFromMinor }) =>
    contractFromMinor === null ? 'enough' : 'tooMuch',
  );
  const quote = enough.find((one) => one.quoteId === quoteId) ?? enough[0];
  const kinds = wonProofs.filter((one) => one !== 'quote' || quote !== undefined);
  const kind = kinds.find((one) => one === chosen) ?? (quote ? 'quote' : 'contract');
  return { kind, kinds, quote, quotes: enough, refused: quote ? undefined : tooMuch[0], isLoading, setKind, setQuoteId };
}

/** Wins a deal: what proves it, with the note or the file that shows it. */
export function WinDialog({ guide, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const win = useWinDeal();
  const seen = useSeenDeal(guide);
  const evidence = useEvidence(guide.deal.id);
  const proof = useWonProof(guide.deal.id);
  const { kind, quote } = proof;
  const [wonOn, setWonOn] = useState<string | null>(format.today());
  const [waiver, setWaiver] = useState<string | null>(null);
  const send = async () =>
    win.mutateAsync({
      id: guide.deal.id,
      body: {
        version: seen.now.version,
        proof: { kind, ...(kind === 'quote' && quote ? { quoteId: quote.quoteId } : {}), ...(await evidence.keep()) },
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
      isPending={win.isPending || evidence.isSending || proof.isLoading}
      fields={['/body/wonOn', '/body/proof/kind', '/body/proof/note', '/body/waive']}
      entry={{ dealId: guide.deal.id, isWaived: waiver !== null }}
      onClose={onClose}
      onSend={send}
    >
      <Select
        label={t('deals:screens.proof')}
        data={proof.kinds.map((value) => ({ value, label: t(`deals:choices.deal.wonProof.${value}`) }))}
        value={kind}
        allowDeselect={false}
        error={faultOf(win.error, '/body/proof/kind')}
        onChange={(value) => proof.setKind(wonProofs.find((known) => known === value) ?? kind)}
      />
      {kind === 'quote' && quote ? <QuoteProofField proofs={proof.quotes} value={quote} onChange={proof.setQuoteId} /> : null}
      {proof.refused ? <AcceptedQuote proof={proof.refused} /> : null}
      <EvidenceFields
        draft={evidence.draft}
        onChange={evidence.setDraft}
        label={t(`deals:screens.${kind === 'quote' ? 'proofMore' : 'proofNote'}`)}
        hint={t(`deals:screens.${kind === 'quote' ? 'proofMoreHint' : 'proofNoteHint'}`)}
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
