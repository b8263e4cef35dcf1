import { CompiledQuery } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../../platform/db.ts';
import type { Language } from '../../../../platform/languages.ts';
import type { CodeChannel, CodeMoment } from '../../../../platform/public/code-channels.ts';
import type { Device, ReaderApp, Uncounted } from '../../../../platform/public/visits.ts';
import type { Scope } from '../../../../platform/scope.ts';
import { scopedSql } from '../../../../platform/scope-sql.ts';
import type { Tx } from '../../../../platform/tx.ts';

/** A link as whoever follows it needs it. */
export interface Followed {
  workspaceId: string;
  workspaceName: string;
  id: string;
  recordId: string;
  kind: string;
  page: string;
  parts: string[];
  heading: string | null;
  watermark: string | null;
  codeChannel: CodeChannel | null;
  codeTo: string | null;
  codeWhen: CodeMoment;
  language: Language;
  createdBy: string;
  createdByName: string;
  expiresAt: string;
}

// The token says which workspace a reader comes to, so no scope can exist yet, as with a session or an API key.
const byToken = `select l.workspace_id as "workspaceId", w.name as "workspaceName", l.id, l.record_id as "recordId", r.kind, l.page, l.parts, l.heading, l.watermark,
    l.code_channel as "codeChannel", l.code_to as "codeTo", l.code_when as "codeWhen",
    l.language, l.created_by as "createdBy", u.name as "createdByName", l.expires_at as "expiresAt"
  from public_links l
  join workspaces w on w.id = l.workspace_id
  join records r on r.workspace_id = l.workspace_id and r.id = l.record_id
  join users u on u.workspace_id = l.workspace_id and u.id = l.created_by
  where l.token_hash = $1 and l.revoked_at is null and r.deleted_at is null`;

/** The link of a token, by the token's hash; none when it is revoked or its record lies in the bin. */
export async function findByToken(db: Db, tokenHash: string): Promise<Followed | undefined> {
  return (await db.executeQuery<Followed>(CompiledQuery.raw(byToken, [tokenHash]))).rows[0];
}

export interface NewVisit {
  linkId: string;
  visitorHash: string;
  device: Device;
  app: ReaderApp;
  notCounted: Uncounted | null;
}

interface Counts {
  opened: number;
  notCounted: number;
}

/**
 * How often a link has been opened; it stays locked until the transaction ends. None when it has just been revoked. Its key is left
 * free: an answer refers to its link with its quote locked, and an opening locks the link before the quote.
 */
export async function lockCounts(tx: Tx, scope: Scope, id: string): Promise<Counts | undefined> {
  return tx
    .selectFrom('publicLinks')
    .select(['opened', 'notCounted'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Counts a visit to one that is still going on: the same visitor, less than half an hour after coming. False where there is none. */
export async function prolongVisit(tx: Tx, scope: Scope, { linkId, visitorHash, notCounted }: NewVisit): Promise<boolean> {
  const sql = scopedSql(scope);
  const done = await sql.run(
    tx,
    `update public_link_visits v set times = v.times + 1, last_at = now() where ${sql.workspace('v')} and v.link_id = ${sql.param(linkId)}::uuid
    and v.visitor_hash = ${sql.param(visitorHash)} and v.not_counted is not distinct from ${sql.param(notCounted)}::text
    and v.created_at > now() - interval '30 minutes'`,
  );
  return (done.numAffectedRows ?? 0n) > 0n;
}

export async function insertVisit(tx: Tx, scope: Scope, visit: NewVisit): Promise<void> {
  await tx
    .insertInto('publicLinkVisits')
    .values({ ...visit, id: uuidv7(), workspaceId: scope.workspaceId })
    .execute();
}

export async function countVisit(tx: Tx, scope: Scope, id: string, isOpening: boolean): Promise<void> {
  const sql = scopedSql(scope);
  const counted = isOpening ? 'opened = l.opened + 1, last_opened_at = now()' : 'not_counted = l.not_counted + 1';
  await sql.run(tx, `update public_links l set ${counted} where ${sql.workspace('l')} and l.id = ${sql.param(id)}::uuid`);
}
