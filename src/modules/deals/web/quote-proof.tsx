import { Anchor, Select } from '@mantine/core';
import { IconFileCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../web/use-format.ts';
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
  const { number, totalMinor, currency, by, at, provedTo, pdf } = value;
  const facts = { amount: format.money(totalMinor, currency), by, at: format.instant(at), to: provedTo };
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
      <div className={classes['proof']}>
        <IconFileCheck size={18} aria-hidden="true" />
        <div>
          <b>{number}</b>
          <p>{t(`deals:screens.${provedTo === null ? 'proofAccepted' : 'proofAcceptedCode'}`, facts)}</p>
          <Anchor href={pdf} target="_blank" rel="noopener" inherit>
            {t('deals:screens.proofPdf')}
          </Anchor>
        </div>
      </div>
    </>
  );
}
