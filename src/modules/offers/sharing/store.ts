import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { KeptDecision } from './contract.ts';

/** A revision that was sent, as whoever follows a link needs it. */
export interface SharedRow {
  id: string;
  quoteId: string;
  number: number;
  state: string;
  frozen: string;
  sha256: string;
  validUntilOn: string;
  /** Number of the revision that was sent last. */
  newest: number;
}

/** The revision that a link was made for; or, where `wanted` is its number, the one that was sent last. */
export async function findShared(db: Db, scope: Scope, linkId: string, wanted: number): Promise<SharedRow | undefined> {
  const sql = scopedSql(scope);
  return sql.first<SharedRow>(
    db,
    `select r.id, r.quote_id, r.number, r.state, r.frozen, r.sha256, r.valid_until_on, n.number as newest
    from quote_links l
    join quote_revisions b on ${sql.workspace('b')} and b.id = l.revision_id
    join lateral (select s.id, s.number from quote_revisions s where ${sql.workspace('s')} and s.quote_id = b.quote_id and s.frozen is not null
      order by s.number desc limit 1) n on true
    join quote_revisions r on ${sql.workspace('r')} and r.id = case when n.number = ${sql.param(wanted)}::int then n.id else b.id end
    where ${sql.workspace('l')} and l.link_id = ${sql.param(linkId)}::uuid`,
  );
}

/** The revision of a quote that was sent last. */
export async function findNewestSent(
  db: Db,
  scope: Scope,
  quoteId: string,
): Promise<{ id: string; number: number; state: string; frozen: string; validUntilOn: string } | undefined> {
  const sql = scopedSql(scope);
  return sql.first(
    db,
    `select r.id, r.number, r.state, r.frozen, r.valid_until_on from quote_revisions r
    where ${sql.workspace('r')} and r.quote_id = ${sql.param(quoteId)}::uuid and r.frozen is not null order by r.number desc limit 1`,
  );
}

export async function insertLink(db: Db, scope: Scope, linkId: string, revisionId: string): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `insert into quote_links (workspace_id, link_id, revision_id) values (${sql.workspaceId}, ${sql.param(linkId)}::uuid, ${sql.param(revisionId)}::uuid)`,
  );
}

export interface MailNote {
  to: string;
  subject: string;
  state: 'waiting' | 'sent' | 'refused';
}

export async function noteMail(db: Db, scope: Scope, linkId: string, { to, subject, state }: MailNote): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `update quote_links l set mail_to = ${sql.param(to)}, mail_subject = ${sql.param(subject)}, mail_state = ${sql.param(state)}
    where ${sql.workspace('l')} and l.link_id = ${sql.param(linkId)}::uuid`,
  );
}

export interface LinkRow {
  linkId: string;
  revision: number;
  mailTo: string | null;
  mailSubject: string | null;
  mailState: MailNote['state'] | null;
}

/** What is known of the links of a quote besides what every link has. */
export async function findLinks(db: Db, scope: Scope, quoteId: string): Promise<LinkRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<LinkRow>(
    db,
    `select l.link_id, r.number as revision, l.mail_to, l.mail_subject, l.mail_state
    from quote_links l join quote_revisions r on ${sql.workspace('r')} and r.id = l.revision_id
    where ${sql.workspace('l')} and r.quote_id = ${sql.param(quoteId)}::uuid limit 1000`,
  );
}

/** Whether a revision was sent and nobody has opened it yet. */
export async function isUnseen(db: Db, scope: Scope, revisionId: string): Promise<boolean> {
  const sql = scopedSql(scope);
  const row = await sql.first(
    db,
    `select r.id from quote_revisions r where ${sql.workspace('r')} and r.id = ${sql.param(revisionId)}::uuid and r.state = 'sent'`,
  );
  return row !== undefined;
}

/** Notes that somebody opened a revision for the first time; its quote is locked. False where another did so before. */
export async function markViewed(db: Db, scope: Scope, { id, quoteId }: SharedRow): Promise<boolean> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `select q.id from quotes q where ${sql.workspace('q')} and q.id = ${sql.param(quoteId)}::uuid for no key update`,
  );
  const again = scopedSql(scope);
  const done = await again.run(
    db,
    `with seen as (
      update quote_revisions r set state = 'viewed', viewed_at = now(), version = r.version + 1, updated_at = now()
      where ${again.workspace('r')} and r.id = ${again.param(id)}::uuid and r.state = 'sent' returning r.quote_id, r.number),
    told as (
      update quotes q set state = 'viewed', version = q.version + 1, updated_at = now() from seen
      where ${again.workspace('q')} and q.id = seen.quote_id and q.revision = seen.number and q.state = 'sent' returning q.id)
    select number from seen`,
  );
  return done.rows.length > 0;
}

export interface DecisionRow extends KeptDecision {
  revision: number;
  decidedAt: string;
  /** Of the revision as it was sent. */
  sentSha256: string;
}

/** What customers decided about the revisions of a quote, the latest first. */
export async function findDecisions(db: Db, scope: Scope, quoteId: string): Promise<DecisionRow[]> {
  const sql = scopedSql(scope);
  return sql.rows<DecisionRow>(
    db,
    `select d.revision_id, r.number as revision, d.outcome, d.name, d.title, d.reason, d.consent, d.signature_kind, d.signature, d.language,
      d.proved_to, d.ip, d.user_agent, d.decided_at, d.chosen, d.sha256, r.sha256 as sent_sha256, d.total_minor
    from quote_decisions d join quote_revisions r on ${sql.workspace('r')} and r.id = d.revision_id
    where ${sql.workspace('d')} and r.quote_id = ${sql.param(quoteId)}::uuid order by d.decided_at desc limit 200`,
  );
}
