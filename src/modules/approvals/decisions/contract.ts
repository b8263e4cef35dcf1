import { z } from 'zod';
import { endpoint, Id, IdParams } from '../../../platform/endpoint.ts';
import { ApprovalDetail } from '../contract.ts';

const tag = 'approvals';
const comment = z.string().trim().min(1).max(2000).optional();

export const writeMessage = endpoint({
  method: 'POST',
  path: '/approvals/:id/messages',
  tag,
  summary: 'Ask back, answer, or comment; whoever submitted is told of a question, whoever it waits for of an answer',
  params: IdParams,
  body: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
  reply: ApprovalDetail,
  errors: ['approvals.already_ended'],
});
export const withdrawApproval = endpoint({
  method: 'POST',
  path: '/approvals/:id/withdraw',
  tag,
  summary: 'Take a request back that has not been decided',
  params: IdParams,
  body: z.strictObject({ comment }),
  reply: ApprovalDetail,
  status: 200,
  errors: ['approvals.already_ended'],
});
export const addSigner = endpoint({
  method: 'POST',
  path: '/approvals/:id/signers',
  tag,
  summary: 'Ask one more person at the step that waits for me; without their approval it does not pass',
  params: IdParams,
  body: z.strictObject({ userId: Id, comment }),
  reply: ApprovalDetail,
  errors: ['approvals.already_ended', 'approvals.not_your_turn', 'approvals.already_asked', 'approvals.own_request'],
});
export const reassignSeat = endpoint({
  method: 'POST',
  path: '/approvals/:id/seats/:seatId/reassign',
  tag,
  summary: 'Give a seat that waits to somebody else, who then decides alone',
  params: z.object({ id: Id, seatId: Id }),
  body: z.strictObject({ userId: Id, comment }),
  reply: ApprovalDetail,
  status: 200,
  errors: ['approvals.already_ended', 'approvals.own_request', 'approvals.seat_closed'],
});
