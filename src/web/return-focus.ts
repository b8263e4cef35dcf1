/** What a dialog or menu is, for the keyboard: while one is open, it holds it. */
const layer = '[role="dialog"], [role="menu"]';

/**
 * Gives the keyboard back to what had it before a dialog, wherever the dialog was opened from. Dialogs that are made when they
 * are asked for and gone when they close have nobody else to remember it.
 */
export function watchFocus(): void {
  let before: HTMLElement | null = null;
  let isInside = false;
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    isInside = target.closest(layer) !== null;
    if (!isInside) before = target;
  });
  new MutationObserver(() => {
    if (!isInside || document.activeElement !== document.body || document.querySelector(layer) !== null) return;
    isInside = false;
    if (before?.isConnected) before.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true });
}
