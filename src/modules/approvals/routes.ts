import { on, type Route } from '../../platform/route.ts';
import * as absenceContract from './absences/contract.ts';
import * as absences from './absences/service.ts';
import * as boxes from './boxes/service.ts';
import * as ruleContract from './chains/contract.ts';
import * as rules from './chains/service.ts';
import * as trialContract from './chains/trials/contract.ts';
import { tryRules } from './chains/trials/service.ts';
import * as contract from './contract.ts';
import * as decisionContract from './decisions/contract.ts';
import * as decisions from './decisions/service.ts';
import { writeMessage } from './messages/service.ts';
import * as service from './service.ts';

const done = { ok: true } as const;

export const routes: readonly Route[] = [
  on(ruleContract.listSubjects, async ({ db, scope }) => ({ data: await rules.listSubjects(db, scope) })),
  on(ruleContract.listRules, async ({ db, scope }) => ({ data: await rules.listRules(db, scope) })),
  on(ruleContract.createRule, ({ db, scope, body }) => rules.createRule(db, scope, body)),
  on(ruleContract.updateRule, ({ db, scope, params, body }) => rules.updateRule(db, scope, params.id, body)),
  on(ruleContract.removeRule, async ({ db, scope, params }) => {
    await rules.removeRule(db, scope, params.id);
    return done;
  }),
  on(trialContract.tryRules, ({ db, scope, body }) => tryRules(db, scope, body)),
  on(contract.previewApproval, ({ db, scope, body }) => service.previewApproval(db, scope, body)),
  on(contract.submitApproval, ({ db, scope, body }) => service.submitApproval(db, scope, body)),
  on(contract.listApprovals, ({ db, scope, query }) => boxes.listApprovals(db, scope, query)),
  on(contract.countApprovals, async ({ db, scope }) => ({ waiting: await boxes.countApprovals(db, scope) })),
  on(contract.listRecordApprovals, async ({ db, scope, params }) => ({
    data: await boxes.listRecordApprovals(db, scope, params.id),
  })),
  on(contract.getApproval, ({ db, scope, params }) => service.getApproval(db, scope, params.id)),
  on(contract.decideApproval, ({ db, scope, params, body }) => decisions.decideApproval(db, scope, params.id, body)),
  on(decisionContract.writeMessage, async ({ db, scope, params, body }) => {
    await writeMessage(db, scope, params.id, body.text);
    return service.getApproval(db, scope, params.id);
  }),
  on(decisionContract.withdrawApproval, ({ db, scope, params, body }) =>
    decisions.withdrawApproval(db, scope, params.id, body.comment),
  ),
  on(decisionContract.addSigner, ({ db, scope, params, body }) => decisions.addSigner(db, scope, params.id, body)),
  on(decisionContract.reassignSeat, ({ db, scope, params, body }) => decisions.reassignSeat(db, scope, params, body)),
  on(absenceContract.listAbsences, async ({ db, scope }) => ({ data: await absences.listAbsences(db, scope) })),
  on(absenceContract.createAbsence, ({ db, scope, body }) => absences.createAbsence(db, scope, body)),
  on(absenceContract.removeAbsence, async ({ db, scope, params }) => {
    await absences.removeAbsence(db, scope, params.id);
    return done;
  }),
];
