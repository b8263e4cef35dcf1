import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { type Caller, testServer } from '../../../../test/http.ts';
import { contacts } from '../../customers/contract.ts';
import { listTimeline } from '../contract.ts';
import { fileLimit, listFiles } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'chengdan-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const server = await testServer({ CHENGDAN_DATA: folder });
const workspace = await buildWorkspace(server.db);
const ann = await buildUser(server.db, workspace, { team: await buildTeam(server.db, workspace) });
const bob = await buildUser(server.db, workspace, { team: await buildTeam(server.db, workspace) });
const record = await server.as(ann).call(contacts.create, { body: { name: '周明' } });

const address = (name: string) => `/api/v1/records/${record.id}/files?name=${encodeURIComponent(name)}`;
const bytes = { 'content-type': 'application/octet-stream' };
const put = (caller: Caller, name: string, body: Buffer) => caller.with(bytes).raw('POST', address(name), body);
const onDisk = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

describe('files of a record', () => {
  it('are kept as they came, told by their bytes, saved and never shown', async () => {
    const page = Buffer.from('<script>alert(1)</script>');
    const made = await put(server.as(ann), '报价 v2.png', page);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      name: '报价 v2.png',
      mediaType: 'text/plain',
      sizeBytes: page.length,
      createdBy: { id: ann.id },
    });
    const back = await server.as(ann).get(`/api/v1/files/${made.json.id}`);
    expect(back.text).toBe(page.toString());
    expect(back.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-type': 'text/plain' });
    expect(String(back.headers['content-disposition'])).toMatch(/^attachment; .*%E6%8A%A5/);
    const timeline = await server.as(ann).call(listTimeline, { params: { id: record.id } });
    expect(timeline.data.map(({ kind }) => kind)).toContain('file.added');
  });

  it('are as visible as their record, and deleted by whoever put them there', async () => {
    const made = await put(server.as(ann), 'a.txt', Buffer.from('hello'));
    const path = `/api/v1/files/${made.json.id}`;
    const stranger = server.as((await buildWorkspace(server.db)).owner);
    for (const caller of [server.as(bob), stranger]) {
      expect((await caller.get(path)).status).toBe(404);
      expect((await caller.delete(path)).status).toBe(404);
      expect((await put(caller, 'b.txt', Buffer.from('x'))).status).toBe(404);
    }
    const reader = server.as(await buildUser(server.db, workspace, { role: 'analyst' }));
    expect((await reader.get(path)).status).toBe(200);
    expect((await reader.delete(path)).status).toBe(403);
    expect((await put(reader, 'b.txt', Buffer.from('x'))).status).toBe(403);
    const before = onDisk();
    expect((await server.as(ann).delete(path)).status).toBe(200);
    expect((await server.as(ann).delete(path)).status).toBe(404);
    expect(onDisk()).toBe(before - 1);
  });

  it('leave nothing behind when they are empty or too large', async () => {
    const before = onDisk();
    expect((await put(server.as(ann), 'empty', Buffer.alloc(0))).json.code).toBe('timeline.empty_file');
    const huge = await put(server.as(ann), 'huge', Buffer.alloc(fileLimit + 1));
    expect(huge).toMatchObject({ status: 413, json: { code: 'too_large' } });
    expect(onDisk()).toBe(before);
    expect((await server.as(ann).call(listFiles, { params: { id: record.id } })).data.every(({ name }) => name !== 'huge')).toBe(
      true,
    );
  });
});
