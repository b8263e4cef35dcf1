import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ProblemError } from '../../../web/problem.ts';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';

interface Draft<Rows> {
  version: number;
  rows: Rows;
}

/** The version that somebody else's change has made meanwhile; null for any other refusal. */
function newerVersion(error: unknown): number | null {
  if (!(error instanceof ProblemError) || error.code !== 'stale_version') return null;
  return z.object({ version: z.int() }).safeParse(error.extra['current']).data?.version ?? null;
}

/**
 * Rows that are edited as a whole and saved at once. A draft keeps the version it began with; where somebody else saved
 * meanwhile, that is said, and saving once more puts one's own in its place.
 */
export function usePartsDraft<Rows>(saved: Draft<Rows>, save: (draft: Draft<Rows>) => Promise<unknown>) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft<Rows> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const rows = draft?.rows ?? saved.rows;
  const send = async (): Promise<void> => {
    if (!draft) return;
    setBusy(true);
    try {
      await save(draft);
      setDraft(null);
      showDone(t('catalogue:screens.saved'));
    } catch (error) {
      const version = newerVersion(error);
      if (version !== null) setDraft({ ...draft, version });
      showProblem(error);
    }
    setBusy(false);
  };
  return {
    rows,
    isDirty: draft !== null,
    isBusy,
    edit: (next: Rows): void => setDraft({ version: draft?.version ?? saved.version, rows: next }),
    discard: (): void => setDraft(null),
    send,
  };
}
