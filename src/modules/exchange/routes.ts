import { on, type Route } from '../../platform/route.ts';
import * as contract from './contract.ts';
import { proposeMapping } from './proposing/service.ts';
import * as exchange from './service.ts';
import { receiveFile, sendErrors } from './uploads/service.ts';

export const routes: readonly Route[] = [
  on(contract.listImportKinds, async ({ db, scope }) => ({ data: await exchange.listKinds(db, scope) })),
  on(contract.listImports, async ({ db, scope }) => ({ data: await exchange.listImports(db, scope) })),
  on(contract.createImport, ({ db, scope, body }) => exchange.createImport(db, scope, body.name)),
  on(contract.getImport, ({ db, scope, params }) => exchange.getImport(db, scope, params.id)),
  on(contract.uploadImportFile, ({ db, scope, params, query, request }) => receiveFile(db, scope, params.id, query, request)),
  on(contract.removeImportFile, ({ db, scope, params }) => exchange.removeUpload(db, scope, params.id, params.no)),
  on(contract.proposeMapping, ({ db, scope, params }) => proposeMapping(db, scope, params.id)),
  on(contract.setMapping, ({ db, scope, params, body }) => exchange.setMapping(db, scope, params.id, body.map)),
  on(contract.checkImport, async ({ db, scope, params }) => {
    await exchange.beginCheck(db, scope, params.id);
    return exchange.getImport(db, scope, params.id);
  }),
  on(contract.startImport, async ({ db, scope, params, body }) => {
    await exchange.beginRun(db, scope, params.id, body.skipErrors);
    return exchange.getImport(db, scope, params.id);
  }),
  on(contract.cancelImport, ({ db, scope, params }) => exchange.cancelImport(db, scope, params.id)),
  on(contract.undoImport, async ({ db, scope, params }) => {
    await exchange.beginUndo(db, scope, params.id);
    return exchange.getImport(db, scope, params.id);
  }),
  on(contract.listImportFaults, async ({ db, scope, params }) => ({
    data: await exchange.listImportFaults(db, scope, params.id),
  })),
  on(contract.downloadImportErrors, ({ db, scope, params, query, reply }) => sendErrors(db, scope, params.id, query.file, reply)),
];
