import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityRow } from '../../../web/entity/entity-ui.ts';
import { asRef, asText } from '../../../web/entity/read-values.ts';
import { RecordPage } from '../../../web/entity/record/record-page.tsx';
import { recordPath } from '../../../web/kinds.ts';
import { useMay } from '../../../web/session.ts';
import { Chip } from '../../../web/ui/chip.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { ConvertDialog } from './convert-dialog.tsx';
import { DisqualifyDialog } from './disqualify-dialog.tsx';
import classes from './lead.module.css';
import { leadUi } from './lead-ui.tsx';
import { useHasAnswered, useReopenLead } from './queries.ts';

type Dialog = { kind: 'convert' | 'disqualify'; row: EntityRow } | null;

/** A lead: who it is, what was tried, and the one thing to do with it. */
export function LeadPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = (): void => setDialog(null);
  const isOpen = (row: EntityRow): boolean => row['status'] === 'new' || row['status'] === 'contacted';
  const menu = (row: EntityRow) =>
    isOpen(row) && may('lead', 'edit')
      ? [{ key: 'disqualify', label: t('prospecting:screens.disqualify'), onClick: () => setDialog({ kind: 'disqualify', row }) }]
      : [];
  return (
    <>
      <RecordPage
        ui={leadUi}
        primary={(row) => <Primary row={row} onConvert={() => setDialog({ kind: 'convert', row })} />}
        menu={menu}
        banner={(row) => (isOpen(row) ? <Answered row={row} onConvert={() => setDialog({ kind: 'convert', row })} /> : null)}
      />
      {dialog?.kind === 'convert' ? <ConvertDialog row={dialog.row} onClose={close} /> : null}
      {dialog?.kind === 'disqualify' ? <DisqualifyDialog row={dialog.row} onClose={close} /> : null}
    </>
  );
}

interface ActionProps {
  row: EntityRow;
  onConvert: () => void;
}

function Primary({ row, onConvert }: ActionProps) {
  const { t } = useTranslation();
  const may = useMay();
  const reopen = useReopenLead(row.id);
  const status = asText(row['status']);
  const deal = asRef(row['deal']);
  if (deal)
    return (
      <Button component={Link} to={recordPath('deal', deal.id) ?? '/deals'}>
        {t('prospecting:screens.openDeal')}
      </Button>
    );
  if (!may('lead', 'edit')) return null;
  if (status === 'disqualified')
    return (
      <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate(undefined, { onError: showProblem })}>
        {t('prospecting:screens.reopen')}
      </Button>
    );
  return <Button onClick={onConvert}>{t('prospecting:screens.convert')}</Button>;
}

/** Offers the next step once somebody has answered. */
function Answered({ row, onConvert }: ActionProps) {
  const { t } = useTranslation();
  const may = useMay();
  const hasAnswered = useHasAnswered(row.id);
  if (!hasAnswered || !may('lead', 'edit')) return null;
  return (
    <div className={classes['answered']} role="status">
      <Chip tone="ok">{t('prospecting:screens.answered')}</Chip>
      <span>{t('prospecting:screens.answeredHint')}</span>
      <Button size="compact-sm" variant="light" onClick={onConvert}>
        {t('prospecting:screens.convert')}
      </Button>
    </div>
  );
}
