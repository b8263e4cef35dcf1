import { z } from 'zod';
import { CalendarDay, Done, endpoint, Id, IdParams } from '../../../platform/endpoint.ts';

const tag = 'approvals';
const User = z.object({ id: Id, name: z.string() });

/** While somebody is away, what waits for them waits for their delegate too. */
export const Absence = z.object({ id: Id, user: User, delegate: User, fromOn: CalendarDay, untilOn: CalendarDay });
export type Absence = z.infer<typeof Absence>;

export const NewAbsence = z.strictObject({ delegateId: Id, fromOn: CalendarDay, untilOn: CalendarDay });
export type NewAbsence = z.infer<typeof NewAbsence>;

export const listAbsences = endpoint({
  method: 'GET',
  path: '/approval-absences',
  tag,
  summary: 'When I am away, and who then decides in my place; past ones are left out',
  reply: z.object({ data: z.array(Absence) }),
});
export const createAbsence = endpoint({
  method: 'POST',
  path: '/approval-absences',
  tag,
  summary: 'Say when I am away and who decides in my place; what waits for me already waits for them too from then on',
  body: NewAbsence,
  reply: Absence,
  errors: ['approvals.own_delegate', 'approvals.absence_over', 'approvals.absence_crosses'],
});
export const removeAbsence = endpoint({
  method: 'DELETE',
  path: '/approval-absences/:id',
  tag,
  summary: 'I am here after all',
  params: IdParams,
  reply: Done,
});
