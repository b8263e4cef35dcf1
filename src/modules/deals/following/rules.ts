/** An open activity of a deal. */
export interface OpenTask {
  id: string;
  subject: string;
  dueAt: string | null;
}

/** The step that a deal shows: the one it shows while that is still to do, else the next that has a time. */
export function nextStepOf(open: readonly OpenTask[], shownId: string | null): OpenTask | null {
  const dated = open.filter(({ dueAt }) => dueAt !== null);
  return (
    dated.find(({ id }) => id === shownId) ?? dated.toSorted((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))[0] ?? null
  );
}
