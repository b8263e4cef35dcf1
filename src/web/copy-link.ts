import { i18next } from './i18n.ts';
import { showDone, showProblem } from './ui/toast.tsx';

/** Puts the address of a page of this workspace where it can be pasted from. */
export async function copyLink(path: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(`${window.location.origin}${path}`);
    showDone(i18next.t('web:actions.copied'));
  } catch (error) {
    showProblem(error);
  }
}
