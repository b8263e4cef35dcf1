import { Button, Textarea } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../web/ui/form-dialog.tsx';
import { MoneyInput, PercentInput } from '../../../web/ui/number-fields.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type Ledger, WalkAway } from '../concessions/contract.ts';
import classes from './negotiation.module.css';
import { useSetWalkAway } from './queries.ts';
import { useBothSides } from '../../../web/use-both-sides.ts';
import { currentOf } from '../../../web/problem.ts';

interface WalkAwayProps {
  dealId: string;
  ledger: Ledger;
  canEdit: boolean;
}

function useWalkAwayText(currency: string): (point: Omit<WalkAway, 'version'> | null) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (point) => {
    if (!point) return t('deals:walkAway.unset');
    const { lowestTotalMinor, lowestMarginBp, note } = point;
    const parts = [
      lowestTotalMinor === null ? null : t('deals:walkAway.total', { amount: format.money(lowestTotalMinor, currency) }),
      lowestMarginBp === null ? null : t('deals:walkAway.margin', { margin: format.basisPoints(lowestMarginBp) }),
      note,
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(' · ') : t('deals:walkAway.unset');
  };
}

/** The least that the deal may come to; customers and those who only look on never see it. */
export function WalkAwayLine({ dealId, ledger, canEdit }: WalkAwayProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const text = useWalkAwayText(ledger.currency);
  return (
    <div className={classes['walkAway']}>
      <IconLock size={16} aria-hidden="true" />
      <span>
        {t('deals:walkAway.title')}: {text(ledger.walkAway)}
        <small>{t('deals:walkAway.who')}</small>
      </span>
      {canEdit ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
          {ledger.walkAway ? t('deals:walkAway.change') : t('deals:walkAway.set')}
        </Button>
      ) : null}
      {isOpen ? <WalkAwayDialog dealId={dealId} ledger={ledger} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function WalkAwayDialog({ dealId, ledger, onClose }: Omit<WalkAwayProps, 'canEdit'> & { onClose: () => void }) {
  const { t } = useTranslation();
  const set = useSetWalkAway(dealId);
  const bothSides = useBothSides();
  const text = useWalkAwayText(ledger.currency);
  const [lowestTotalMinor, setTotal] = useState(ledger.walkAway?.lowestTotalMinor ?? null);
  const [lowestMarginBp, setMargin] = useState(ledger.walkAway?.lowestMarginBp ?? null);
  const [note, setNote] = useState(ledger.walkAway?.note ?? '');
  const wanted = { lowestTotalMinor, lowestMarginBp, note: note.trim() || null };
  const write = (version: number | undefined) => set.mutateAsync({ ...wanted, ...(version === undefined ? {} : { version }) });
  const settle = async (error: unknown): Promise<void> => {
    const current = WalkAway.safeParse(currentOf(error)).data ?? null;
    const overwrite = () => write(current?.version);
    if ((await bothSides(error, { mine: text(wanted), theirs: text(current), overwrite })) !== null) onClose();
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (Number.isNaN(lowestTotalMinor) || Number.isNaN(lowestMarginBp)) return;
    void write(ledger.walkAway?.version).then(onClose, settle);
  };
  return (
    <FormDialog
      title={t('deals:walkAway.title')}
      action={t('web:actions.save')}
      form={{ problem: null, isBusy: set.isPending }}
      onSend={handleSubmit}
      onClose={onClose}
    >
      <MoneyInput
        label={t('deals:walkAway.lowestTotal')}
        currency={ledger.currency}
        value={lowestTotalMinor}
        onChange={setTotal}
        data-autofocus
      />
      <PercentInput label={t('deals:walkAway.lowestMargin')} value={lowestMarginBp} onChange={setMargin} />
      <Textarea
        label={t('deals:walkAway.note')}
        placeholder={t('deals:walkAway.noteHint')}
        value={note}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
