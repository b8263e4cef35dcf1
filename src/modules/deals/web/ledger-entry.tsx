import { Button } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../../web/ui/page-header.tsx';
import { showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Concession } from '../concessions/contract.ts';
import { isUnreturned } from '../concessions/rules.ts';
import { EditConcession } from './concession-edit.tsx';
import classes from './negotiation.module.css';
import { useRemoveConcession, useRestoreConcession } from './queries.ts';

interface LedgerEntryProps {
  dealId: string;
  entry: Concession;
  canEdit: boolean;
}

/** One ask or give with its worth; a give without anything in return asks for it, quietly. */
export function LedgerEntry({ dealId, entry, canEdit }: LedgerEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isEdited, setEdited] = useState(false);
  const remove = useRemove(dealId, entry);
  const { side, kind, text, currency, valueMinor, marginMinor, marginBp, gotText, gotMinor, saidOn, by } = entry;
  const Sign = side === 'ask' ? IconArrowDownLeft : IconArrowUpRight;
  const margin = marginBp === null ? marginMinor && format.money(marginMinor, currency) : format.basisPoints(marginBp);
  const got = [gotText, gotMinor ? format.money(gotMinor, currency) : null].filter(Boolean).join(' · ');
  const about = [t(`deals:choices.concession.kind.${kind}`), by?.name, format.day(saidOn)].filter(Boolean).join(' · ');
  return (
    <div className={classes['entry']}>
      <div className={classes['head']}>
        <Sign size={18} className={classes['sign'] ?? ''} data-side={side} aria-hidden="true" />
        <span className={classes['said']}>
          <span>
            <span className={classes['side']}>{t(`deals:choices.concession.side.${side}`)}</span> {text}
          </span>
          <small>{about}</small>
          {got ? <small className={classes['got']}>{t('deals:ledger.inReturn', { got })}</small> : null}
          {isUnreturned(entry) ? (
            <small className={classes['prompt']}>
              {t('deals:ledger.unreturned')}{' '}
              {canEdit ? (
                <Button variant="transparent" size="compact-xs" p={0} onClick={() => setEdited(true)}>
                  {t('deals:ledger.askReturn')}
                </Button>
              ) : null}
            </small>
          ) : null}
        </span>
        <span className={classes['worth']}>
          {valueMinor === null ? null : <b className="cd-num">{format.money(valueMinor, currency)}</b>}
          {margin ? <small className="cd-num">{t('deals:ledger.marginOf', { margin })}</small> : null}
        </span>
        {canEdit ? (
          <ActionMenu
            label={t('deals:ledger.more', { text })}
            actions={[
              { key: 'edit', label: t('deals:ledger.edit'), icon: <IconPencil size={16} />, onClick: () => setEdited(true) },
              {
                key: 'remove',
                label: t('deals:ledger.remove'),
                icon: <IconTrash size={16} />,
                onClick: remove,
                isDestructive: true,
              },
            ]}
          />
        ) : null}
      </div>
      {isEdited ? <EditConcession dealId={dealId} entry={entry} onClose={() => setEdited(false)} /> : null}
    </div>
  );
}

/** Takes it off at once; for a while it can be had back. */
function useRemove(dealId: string, { id, version }: Concession): () => void {
  const { t } = useTranslation();
  const remove = useRemoveConcession(dealId);
  const restore = useRestoreConcession(dealId);
  return () =>
    void remove.mutateAsync({ partId: id, version }).then(
      () =>
        showUndo(t('deals:ledger.removed'), async () => {
          await restore.mutateAsync(id);
        }),
      showProblem,
    );
}
