import { showDone, showProblem } from './ui/toast.tsx';

/** Says how something ended, also when the row that began it is gone by then: `showOutcome(remove.mutateAsync(id), text)`. */
export async function showOutcome(work: Promise<unknown>, message: string): Promise<void> {
  try {
    await work;
    showDone(message);
  } catch (error) {
    showProblem(error);
  }
}
