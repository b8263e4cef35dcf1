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
