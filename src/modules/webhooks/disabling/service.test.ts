import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { inTx } from '../../../platform/tx.ts';
import { createWebhook } from '../contract.ts';
import { disable } from './service.ts';

const server = await testServer({ OUTGOING_ALLOW: '127.0.0.1' });
const env = { ...server.env, SMTP_URL: 'smtp://127.0.0.1:65001', PUBLIC_URL: 'https://crm.test' };

async function mails(): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ payload: Record<string, unknown> }>`select p.payload from graphile_worker._private_jobs p
    join graphile_worker._private_tasks t on t.id = p.task_id where t.identifier = 'mail.send'`.execute(server.db);
  return rows.map(({ payload }) => payload);
}

describe('disable', () => {
  test('tells the person it acts for by mail, in their language, once', async () => {
    const { owner, scope } = await buildWorkspace(server.db, { language: 'zh-Hans' });
    const { id } = await server.as(owner).call(createWebhook, { body: { url: 'http://127.0.0.1:65000/hook?token=geheim' } });
    await inTx(server.db, (tx) => disable(tx, scope, server.env, id, 'failing'));
    expect(await mails()).toEqual([]);
    const other = await server.as(owner).call(createWebhook, { body: { url: 'http://127.0.0.1:65000/hook?token=geheim' } });
    for (let time = 0; time < 2; time++) await inTx(server.db, (tx) => disable(tx, scope, env, other.id, 'failing'));
    const [mail, ...rest] = await mails();
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({
      to: owner.email,
      subject: '发往 127.0.0.1:65000 的 Webhook 已停用',
      button: { url: `https://crm.test/settings/webhooks/${other.id}` },
    });
    expect(JSON.stringify(mail)).not.toContain('geheim');
  });
});
