import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { currentOf } from '../../../web/problem.ts';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';

interface Draft<Row> {
  version: number;
  rows: Row[];
}

/** The version that somebody else's change has made meanwhile; null for any other refusal. */
function newerVersion(error: unknown): number | null {
  return z.object({ version: z.int() }).safeParse(currentOf(error)).data?.version ?? null;
}

/**
 * Rows that are edited as a whole and saved at once. A draft keeps the version it began with; where somebody else saved
 * meanwhile, that is said, and saving once more puts one's own in its place.
 */
export function usePartsDraft<Row>(saved: Draft<Row>, save: (draft: Draft<Row>) => Promise<unknown>) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft<Row> | null>(null);
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
  const edit = (next: Row[]): void => setDraft({ version: draft?.version ?? saved.version, rows: next });
  return {
    rows,
    isDirty: draft !== null,
    isBusy,
    edit,
    change: (at: number, patch: Partial<Row>): void =>
      edit(rows.map((row, index) => (index === at ? { ...row, ...patch } : row))),
    remove: (at: number): void => edit(rows.filter((_, index) => index !== at)),
    discard: (): void => setDraft(null),
    send,
  };
}
