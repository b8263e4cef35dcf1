import { Anchor, Select } from '@mantine/core';
import { IconFileAlert, IconFileCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
import { useSession } from '../../../web/session.ts';
import type { QuoteProof } from '../proofs/contract.ts';
import classes from './guide.module.css';

interface QuoteProofFieldProps {
  proofs: readonly QuoteProof[];
  value: QuoteProof;
  onChange: (quoteId: string) => void;
}

/** The accepted quote that proves a win, with what was accepted to look at; where there are several, which. */
export function QuoteProofField({ proofs, value, onChange }: QuoteProofFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {proofs.length > 1 ? (
        <Select
          label={t('deals:screens.proofQuote')}
          data={proofs.map((proof) => ({
            value: proof.quoteId,
            label: `${proof.number} · ${format.money(proof.totalMinor, proof.currency)}`,
          }))}
          value={value.quoteId}
          allowDeselect={false}
          onChange={(quoteId) => quoteId !== null && onChange(quoteId)}
        />
      ) : null}
      <AcceptedQuote proof={value} />
    </>
  );
}

/** What was accepted, by whom and when, and whether that proves the win. */
export function AcceptedQuote({ proof }: { proof: QuoteProof }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const { number, totalMinor, currency, by, at, provedTo, contractFromMinor, pdf } = proof;
  const Icon = contractFromMinor === null ? IconFileCheck : IconFileAlert;
  const facts = { amount: format.money(totalMinor, currency), by, at: format.instant(at) };
  const accepted =
    provedTo === null
      ? t('deals:screens.proofAccepted', facts)
      : t('deals:screens.proofAcceptedCode', { ...facts, to: provedTo });
  return (
    <div className={classes['proof']}>
      <Icon size={18} aria-hidden="true" />
      <div>
        <b>{number}</b>
        <p>
          {contractFromMinor === null
            ? accepted
            : t('deals:screens.proofNeedsContract', { ...facts, limit: format.money(contractFromMinor, workspace.currency) })}
        </p>
        <Anchor href={pdf} target="_blank" rel="noopener" inherit>
          {t('deals:screens.proofPdf')}
        </Anchor>
      </div>
    </div>
  );
}
