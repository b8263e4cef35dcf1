import { Alert, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ProblemError } from '../../../web/problem.ts';
import { useMay } from '../../../web/session.ts';
import { AskForm } from '../../approvals/web/ask-form.tsx';

const Refusal = z.object({
  toStageId: z.string(),
  approval: z.object({ state: z.string(), requestId: z.string().nullable() }),
});

/** Why a stage may not be entered yet, where somebody has to approve that first; null where a move was refused otherwise, or not. */
export function entryRefusalOf(error: Error | null): z.infer<typeof Refusal> | null {
  if (!(error instanceof ProblemError) || error.code !== 'deals.entry_needs_approval') return null;
  return Refusal.safeParse(error.extra).data ?? null;
}

interface EntryAlertProps {
  error: Error;
  refusal: z.infer<typeof Refusal>;
  onAsk: () => void;
}

/** Says that the stage has to be approved, and lets ask for it; of what waits it shows where. */
export function EntryAlert({ error, refusal: { approval }, onAsk }: EntryAlertProps) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <Alert color="yellow" role="alert">
      {error.message}{' '}
      {approval.state === 'waiting' && approval.requestId !== null ? (
        <>
          {t('deals:entry.waits')}{' '}
          <Link to="/approvals/$id" params={{ id: approval.requestId }}>
            {t('deals:entry.open')}
          </Link>
        </>
      ) : may('approval', 'create') ? (
        <Button variant="default" size="compact-md" mt="xs" display="block" onClick={onAsk}>
          {t('deals:entry.ask')}
        </Button>
      ) : null}
    </Alert>
  );
}

interface EntryAskProps {
  dealId: string;
  stageId: string;
  isWaived: boolean;
  onClose: () => void;
}

/** Asks for the deal to be let into a stage. */
export function EntryAsk({ dealId, stageId, isWaived, onClose }: EntryAskProps) {
  const { t } = useTranslation();
  return (
    <AskForm asked={{ subject: 'stageEntry', subjectId: dealId, input: { toStageId: stageId, isWaived } }} onClose={onClose}>
      <p style={{ margin: 0 }}>{t('deals:entry.askHint')}</p>
    </AskForm>
  );
}
