import { expect } from 'vitest';
import {
  checkImport,
  createImport,
  getImport,
  type Import,
  listImportFaults,
  setMapping,
  startImport,
  undoImport,
} from '../src/modules/exchange/contract.ts';
import type { FaultGroup } from '../src/modules/exchange/faults/contract.ts';
import type { ImportMapInput } from '../src/modules/exchange/mapping/contract.ts';
import { work } from '../src/modules/exchange/service.ts';
import type { TestUser } from './build.ts';
import type { RawReply, TestServer } from './http.ts';

export type Files = Record<string, string | Buffer>;

/** Imports as the screen does them, over HTTP, with the jobs done at once. */
export interface Importer {
  upload(user: TestUser, id: string, name: string, content: string | Buffer, query?: Record<string, string>): Promise<RawReply>;
  begin(user: TestUser, files: Files): Promise<string>;
  /** Sets a mapping and checks it. */
  recheck(user: TestUser, id: string, map: ImportMapInput): Promise<{ checked: Import; faults: FaultGroup[] }>;
  check(user: TestUser, files: Files, map: ImportMapInput): Promise<{ id: string; checked: Import; faults: FaultGroup[] }>;
  start(user: TestUser, id: string, skipErrors?: boolean): Promise<Import>;
  run(user: TestUser, files: Files, map: ImportMapInput, skipErrors?: boolean): Promise<Import>;
  undo(user: TestUser, id: string): Promise<Import>;
}

export function importer(server: TestServer): Importer {
  const read = (user: TestUser, id: string) => server.as(user).call(getImport, { params: { id } });
  const self: Importer = {
    upload: (user, id, name, content, query = {}) =>
      server
        .as(user)
        .with({ 'content-type': 'text/csv' })
        .put(`/api/v1/imports/${id}/files?${new URLSearchParams({ name, ...query }).toString()}`, content),
    begin: async (user, files) => {
      const { id } = await server.as(user).call(createImport, { body: { name: 'Test' } });
      for (const [name, content] of Object.entries(files)) {
        const reply = await self.upload(user, id, name, content, { hasHeader: 'true' });
        expect(reply.status, reply.text).toBe(200);
      }
      return id;
    },
    recheck: async (user, id, map) => {
      const caller = server.as(user);
      await caller.call(setMapping, { params: { id }, body: { map } });
      await caller.call(checkImport, { params: { id }, body: undefined });
      await work(server.db, user.scope, id, 'checking');
      return { checked: await read(user, id), faults: (await caller.call(listImportFaults, { params: { id } })).data };
    },
    check: async (user, files, map) => {
      const id = await self.begin(user, files);
      return { id, ...(await self.recheck(user, id, map)) };
    },
    start: async (user, id, skipErrors = false) => {
      await server.as(user).call(startImport, { params: { id }, body: { skipErrors } });
      await work(server.db, user.scope, id, 'running');
      return read(user, id);
    },
    run: async (user, files, map, skipErrors = false) => {
      const { id } = await self.check(user, files, map);
      return self.start(user, id, skipErrors);
    },
    undo: async (user, id) => {
      await server.as(user).call(undoImport, { params: { id }, body: undefined });
      await work(server.db, user.scope, id, 'undoing');
      return read(user, id);
    },
  };
  return self;
}
