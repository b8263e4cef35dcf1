import { type QueryExecutorProvider, sql } from 'kysely';
import { seal } from '../src/platform/sealing.ts';

interface Row {
  workspaceId: string;
  id: string;
  secret: string;
  previous: string | null;
}

/** Seals the secrets of webhooks, which lay in clear, by the words that `modules/webhooks/signing` opens them with. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  const { rows: keys } = await sql<{ secret: string }>`select secret from auth.installation`.execute(db);
  const { rows } = await sql<Row>`select workspace_id as "workspaceId", id, secret, previous_secret as previous
    from webhooks for no key update`.execute(db);
  for (const { secret: key } of keys)
    for (const { workspaceId, id, secret, previous } of rows) {
      const sealed = (text: string): string => seal(key, `webhook ${id} of ${workspaceId}`, text);
      await sql`update webhooks set secret = ${sealed(secret)}, previous_secret = ${previous === null ? null : sealed(previous)}
        where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
    }
  await sql`alter table webhooks add constraint webhooks_sealed_ck
    check (not starts_with(secret, 'whsec_') and not starts_with(previous_secret, 'whsec_'))`.execute(db);
}
