const quiet = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** True while somebody types, when a letter is a letter and no command. A checkbox takes no letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !quiet.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}
