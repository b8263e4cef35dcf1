import { on, type Route } from '../../platform/route.ts';
import * as contract from './contract.ts';
import * as creation from './creation/contract.ts';
import { createProcess } from './creation/service.ts';
import * as designer from './designer/contract.ts';
import { createDraft, diffDraft, discardDraft, publishDraft, retireVersion, updateDraft } from './designer/service.ts';
import * as service from './service.ts';

export const routes: Route[] = [
  on(contract.listProcesses, async ({ db, scope }) => ({ data: await service.listProcesses(db, scope) })),
  on(creation.createProcess, ({ db, scope, body }) => createProcess(db, scope, body)),
  on(contract.updateProcess, ({ db, scope, params, body }) => service.updateProcess(db, scope, params.id, body)),
  on(contract.setGateMode, ({ db, scope, params, body }) =>
    service.setGateMode(db, scope, params.id, body.version, body.gateMode),
  ),
  on(designer.createDraft, ({ db, scope, params }) => createDraft(db, scope, params.id)),
  on(contract.getVersion, ({ db, scope, params }) => service.getVersion(db, scope, params.id)),
  on(designer.updateDraft, ({ db, scope, params, body }) => updateDraft(db, scope, params.id, body.version, body.stages)),
  on(designer.discardDraft, async ({ db, scope, params }) => {
    await discardDraft(db, scope, params.id);
    return { ok: true as const };
  }),
  on(designer.diffDraft, ({ db, scope, params }) => diffDraft(db, scope, params.id)),
  on(designer.publishDraft, ({ db, scope, params, body }) => publishDraft(db, scope, params.id, body)),
  on(designer.retireVersion, ({ db, scope, params, body }) => retireVersion(db, scope, params.id, body.version)),
];
