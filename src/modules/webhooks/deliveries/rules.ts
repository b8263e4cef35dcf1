import type { WebhookMessage } from './contract.ts';

/** An event as the record of changes has it. */
export interface EventFacts {
  id: string;
  kind: string;
  actorKind: string;
  actorId: string | null;
  recordedAt: string;
  happenedAt: string;
  subjectKind: string;
  subjectId: string;
  data: Record<string, unknown>;
}

/** What is sent of an event. Made from the event alone, so that every attempt and replay sends the same. */
export function messageOf(workspaceId: string, event: EventFacts): WebhookMessage {
  return {
    type: event.kind,
    timestamp: event.recordedAt,
    data: {
      workspaceId,
      subject: { kind: event.subjectKind, id: event.subjectId },
      actor: { kind: event.actorKind, id: event.actorId },
      happenedAt: event.happenedAt,
      details: event.data,
    },
  };
}

/** The mark of a row in the log: its time as exactly as the database has it, and its id. */
export function markOf(at: string, id: string): string {
  return `${at.replace(' ', 'T')} ${id}`;
}

export function readMark(mark: string): { at: string; id: string } | undefined {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.+]{8,30}) ([0-9a-f-]{36})$/.exec(mark) ?? [];
  return at !== undefined && id !== undefined ? { at, id } : undefined;
}
