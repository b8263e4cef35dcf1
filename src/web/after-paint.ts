/** Runs something once the browser has shown what was just done: a control answers before the screen behind it is drawn anew. */
export function afterPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}
