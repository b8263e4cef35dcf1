import type { BodyOf } from '../../../platform/endpoint.ts';
import type { Objection, ObjectionReply, objectionEnds, ObjectionStatus, replySides, updateObjection } from './contract.ts';

/** How an objection stands after a reply: our answer answers it, a doubt of the customer opens it, whatever was before. */
export function statusAfter(side: (typeof replySides)[number]): ObjectionStatus {
  return side === 'us' ? 'answered' : 'open';
}

/** How an objection that was closed stands when it is opened again: as its last reply left it. */
export function statusReopened(replies: readonly Pick<ObjectionReply, 'side'>[]): ObjectionStatus {
  const last = replies.at(-1);
  return last ? statusAfter(last.side) : 'open';
}

interface Closing {
  status: ObjectionStatus;
  closedAs: (typeof objectionEnds)[number] | null;
  closedOn: string | null;
}

/** What closing or opening again writes; nothing where the edit does not speak of it. */
export function closingOf(
  current: Pick<Objection, 'replies' | 'status' | 'closedAs' | 'closedOn'>,
  { closedAs }: Pick<BodyOf<typeof updateObjection>, 'closedAs'>,
  today: string,
): Partial<Closing> {
  if (closedAs === undefined) return {};
  if (closedAs === null)
    return current.status === 'closed' ? { status: statusReopened(current.replies), closedAs: null, closedOn: null } : {};
  return { status: 'closed', closedAs, closedOn: current.closedOn ?? today };
}
