import type { ActivityKind } from './contract.ts';

const approaches: ReadonlySet<ActivityKind> = new Set(['call', 'mail', 'message']);
const contactKinds: ReadonlySet<ActivityKind> = new Set(['call', 'mail', 'message', 'meeting', 'visit', 'demo', 'trial']);

/** Kinds that count as a contact with the customer. */
export const kindsOfContact: readonly ActivityKind[] = [...contactKinds];

/** We approach the customer: a call, mail or message that is not marked as theirs. */
export function isApproach(kind: ActivityKind, direction: 'in' | 'out' | null | undefined): boolean {
  return approaches.has(kind) && direction !== 'in';
}

/** Meetings, visits and demos are two-way by nature; for the rest somebody says so. */
export function isTwoWayOf(kind: ActivityKind, given: boolean | undefined): boolean {
  return given ?? (kind === 'meeting' || kind === 'visit' || kind === 'demo');
}

/** A name for what came without one: the first line of its text. Empty when there is none either. */
export function subjectOf(subject: string | undefined, body: string | null | undefined): string {
  if (subject) return subject;
  const line =
    (body ?? '')
      .split('\n')
      .find((part) => part.trim() !== '')
      ?.trim() ?? '';
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

export interface TimelineMark {
  at: string;
  id: string;
}

/** Reads the mark of a page; null when it is not one. */
export function readMark(cursor: string): TimelineMark | null {
  const [at, id, ...rest] = cursor.split(' ');
  if (!at || !id || rest.length > 0) return null;
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d(:\d\d)?)$/.test(at) && /^[0-9a-f-]{36}$/.test(id) ? { at, id } : null;
}

/** The mark of a page that ends with this row. `at` is the exact text of the database. */
export function markOf(at: string, id: string): string {
  return `${at.replace(' ', 'T')} ${id}`;
}
