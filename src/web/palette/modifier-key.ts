/** How the key that begins commands is written on this machine; the server does not know which it is. */
export const modifierKey = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';
