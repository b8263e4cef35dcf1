import { on, type Route } from '../../platform/route.ts';
import * as candidates from './candidates/contract.ts';
import * as contract from './contract.ts';
import * as uploads from './uploads/contract.ts';
import { proposeMapping } from './proposing/service.ts';
import * as exchange from './service.ts';
import { forget, receiveFile, removeFile, rereadFile, sendErrors } from './uploads/service.ts';
import { listCandidates, listValues } from './candidates/service.ts';

export const routes: readonly Route[] = [
  on(contract.listImportKinds, async ({ db, scope }) => ({ data: await exchange.listKinds(db, scope) })),
  on(contract.listImports, async ({ db, scope }) => ({ data: await exchange.listImports(db, scope) })),
  on(contract.createImport, ({ db, scope, body }) => exchange.createImport(db, scope, body.name)),
  on(contract.getImport, ({ db, scope, params }) => exchange.getImport(db, scope, params.id)),
  on(contract.forgetImport, async ({ db, scope, env, params }) => {
    await forget(db, scope, env.CHENGDAN_DATA, params.id);
    return { ok: true as const };
  }),
  on(uploads.uploadImportFile, ({ db, scope, env, params, query: { hasHeader, ...query }, request }) => {
    const upload = hasHeader === undefined ? query : { ...query, hasHeader: hasHeader === 'true' };
    return receiveFile(db, scope, env.CHENGDAN_DATA, params.id, upload, request);
  }),
  on(uploads.rereadImportFile, ({ db, scope, env, params, body }) =>
    rereadFile(db, scope, env.CHENGDAN_DATA, params.id, params.no, body),
  ),
  on(uploads.removeImportFile, ({ db, scope, env, params }) => removeFile(db, scope, env.CHENGDAN_DATA, params.id, params.no)),
  on(contract.proposeMapping, ({ db, scope, params, query }) =>
    proposeMapping(db, scope, params.id, { isFresh: query.fresh === 'true' }),
  ),
  on(candidates.listImportCandidates, async ({ db, scope, params, query }) => ({
    data: await listCandidates(db, scope, params.id, query),
  })),
  on(candidates.listImportValues, async ({ db, scope, params, query }) => ({
    data: await listValues(db, scope, params.id, query.file, query.column),
  })),
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
  on(uploads.downloadImportErrors, ({ db, scope, params, query, reply }) => sendErrors(db, scope, params.id, query.file, reply)),
];
