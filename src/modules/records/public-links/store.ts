import { uuidv7 } from 'uuidv7';
import type { Db } from '../../../platform/db.ts';
import type { Language } from '../../../platform/languages.ts';
import type { CodeChannel, CodeMoment } from '../../../platform/public/code-channels.ts';
import type { Device, ReaderApp, Uncounted } from '../../../platform/public/visits.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { Tx } from '../../../platform/tx.ts';

export interface LinkRow {
  id: string;
  recordId: string;
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
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
  opened: number;
  notCounted: number;
  lastOpenedAt: string | null;
  version: number;
}

// The hash of the token is not among these columns: what lists are made of cannot show it.
const columns = `l.id, l.record_id, l.page, l.parts, l.heading, l.watermark, l.code_channel, l.code_to, l.code_when, l.language, l.created_by, u.name as created_by_name, l.created_at, l.expires_at,
  l.revoked_at, l.opened, l.not_counted, l.last_opened_at, l.version`;

async function findRows(db: Db, scope: Scope, by: { id: string } | { recordId: string }, lock = false): Promise<LinkRow[]> {
  const sql = scopedSql(scope);
  const which = 'id' in by ? `l.id = ${sql.param(by.id)}::uuid` : `l.record_id = ${sql.param(by.recordId)}::uuid`;
  return sql.rows<LinkRow>(
    db,
    `select ${columns} from public_links l join users u on ${sql.workspace('u')} and u.id = l.created_by
    where ${sql.workspace('l')} and ${which} order by l.created_at desc, l.id desc limit 200${lock ? ' for no key update of l' : ''}`,
  );
}

/** The links of a record, the newest first. */
export async function listLinks(db: Db, scope: Scope, recordId: string): Promise<LinkRow[]> {
  return findRows(db, scope, { recordId });
}

export async function findLink(db: Db, scope: Scope, id: string, lock = false): Promise<LinkRow | undefined> {
  return (await findRows(db, scope, { id }, lock))[0];
}

/** How often each link was opened. */
export async function findOpenings(db: Db, scope: Scope, ids: readonly string[]): Promise<{ id: string; opened: number }[]> {
  if (ids.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows(
    db,
    `select l.id, l.opened from public_links l where ${sql.workspace('l')} and l.id = any(${sql.param(ids)}::uuid[])`,
  );
}

export interface LinkValues {
  recordId: string;
  page: string;
  parts: readonly string[];
  heading: string | null;
  watermark: string | null;
  codeChannel: CodeChannel | null;
  codeTo: string | null;
  codeWhen: CodeMoment;
  language: Language;
  tokenHash: string;
  createdBy: string;
  expiresAt: string;
}

export async function insertLink(tx: Tx, scope: Scope, { parts, ...values }: LinkValues): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('publicLinks')
    .values({ ...values, parts: [...parts], id, workspaceId: scope.workspaceId })
    .execute();
  return id;
}

/** Writes columns of a link that its caller has locked, and counts its version up. */
export async function writeLink(
  tx: Tx,
  scope: Scope,
  id: string,
  changes: { expiresAt?: string; revokedAt?: string; revokedBy?: string | null },
): Promise<void> {
  await tx
    .updateTable('publicLinks')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Makes somebody else the maker of a record's links, of those that one person made. */
export async function giveLinks(tx: Tx, scope: Scope, recordId: string, from: string, to: string): Promise<void> {
  await tx
    .updateTable('publicLinks')
    .set({ createdBy: to })
    .where('workspaceId', '=', scope.workspaceId)
    .where('recordId', '=', recordId)
    .where('createdBy', '=', from)
    .where('revokedAt', 'is', null)
    .execute();
}

export interface VisitRow {
  id: string;
  visitorHash: string;
  device: Device;
  app: ReaderApp;
  notCounted: Uncounted | null;
  times: number;
  createdAt: string;
  lastAt: string;
}

/** The visits of a link, the latest first. */
export async function listVisits(db: Db, scope: Scope, linkId: string, limit: number): Promise<VisitRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<VisitRow>(
    db,
    `select v.id, v.visitor_hash, v.device, v.app, v.not_counted, v.times, v.created_at, v.last_at from public_link_visits v
    where ${sql.workspace('v')} and v.link_id = ${sql.param(linkId)}::uuid order by v.created_at desc, v.id desc limit ${sql.param(limit)}`,
  );
}
