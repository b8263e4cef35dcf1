import { lazy, Suspense, useSyncExternalStore, type ReactNode } from 'react';
import { problemText } from '../use-problem-text.ts';

const load = () => import('./toast-host.tsx');
const ToastHost = lazy(async () => ({ default: (await load()).ToastHost }));

// Nothing is said on most pages: what shows it is loaded with the first word.
let isWanted = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function want(): ReturnType<typeof load> {
  isWanted = true;
  for (const listener of listeners) listener();
  return load();
}

/** Where messages appear; stands once in the app. */
export function Toasts() {
  const isShown = useSyncExternalStore(
    subscribe,
    () => isWanted,
    () => false,
  );
  return isShown ? (
    <Suspense>
      <ToastHost />
    </Suspense>
  ) : null;
}

/** Says that something was done. */
export function showDone(message: ReactNode): void {
  void want().then(({ show }) => show({ message, autoClose: 4000 }));
}

/** Says why something was not done. */
export function showProblem(error: unknown): void {
  const message = problemText(error);
  void want().then(({ show }) => show({ message, autoClose: 8000, isProblem: true }));
}

/** Says that something was done and offers to take it back for a while. */
export function showUndo(message: string, onUndo: () => void | Promise<void>): void {
  void want().then((host) => host.showUndo(message, onUndo, showProblem));
}

/** Says how a piece of work ended. Unlike a mutation's own callbacks it also speaks when the row that began it is gone by then. */
export async function showOutcome(work: Promise<unknown>, message: ReactNode): Promise<void> {
  try {
    await work;
    showDone(message);
  } catch (error) {
    showProblem(error);
  }
}
