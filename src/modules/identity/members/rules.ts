import { invalidField } from '../../../platform/errors.ts';

/** Mark of a page of users: name and id of its last row. */
export function writeCursor({ name, id }: { name: string; id: string }): string {
  return btoa(encodeURIComponent(JSON.stringify([name, id])));
}

export function readCursor(cursor: string): { name: string; id: string } {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    if (Array.isArray(parts)) {
      const [name, id]: unknown[] = parts;
      if (typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return { name, id };
    }
  } catch {
    // Falls through: whatever it is, it is no cursor of ours.
  }
  throw invalidField('/query/cursor', 'invalid_cursor');
}
