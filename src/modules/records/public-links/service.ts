import type { Db } from '../../../platform/db.ts';
import type { Env } from '../../../platform/env.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { appendEvents } from '../../../platform/events.ts';
import { publicLink as fullAddress } from '../../../platform/mail.ts';
import { readyChannels } from '../../../platform/public/code-senders.ts';
import { publicPath } from '../../../platform/public/door.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import { hashOf, newToken } from '../../identity/access/rules.ts';
import { getHead } from '../audit/service.ts';
import type { RecordHead } from '../heads/service.ts';
import { maximumLinks, maximumVisits, type NewPublicLink, type PublicLink, type PublicLinkVisit } from './contract.ts';
import { findMaker, mayShare, mayShareOn } from './makers/service.ts';
import { findPublicPage, stateOf } from './rules.ts';
import * as store from './store.ts';

const dayMs = 86_400_000;

/** A record whose links one may see and change: who may edit it by their role. 404 where it is not visible, 403 where it is no more than that. */
async function requireEditable(db: Db, scope: Scope, recordId: string): Promise<RecordHead> {
  const head = await getHead(db, scope, recordId);
  if (!mayShareOn(scope, head)) throw new DomainError('forbidden', { params: { object: head.kind, action: 'edit' } });
  return head;
}

/** Links as the API shows them. Each holds as long as its maker may edit the record. */
async function present(db: Db, scope: Scope, head: RecordHead, rows: readonly store.LinkRow[]): Promise<PublicLink[]> {
  const makers = new Map<string, boolean>();
  for (const id of new Set(rows.map(({ createdBy }) => createdBy))) {
    const maker = await findMaker(db, scope.workspaceId, id);
    makers.set(id, maker !== null && (await mayShare(db, maker, head)));
  }
  return rows.map(({ createdBy, createdByName, codeChannel, codeTo, codeWhen, ...row }) => ({
    ...row,
    code: codeChannel === null || codeTo === null ? null : { channel: codeChannel, to: codeTo, when: codeWhen },
    state: stateOf(row, makers.get(createdBy) ?? false, Date.now()),
    createdBy: { id: createdBy, name: createdByName },
  }));
}

async function presentOne(db: Db, scope: Scope, head: RecordHead, id: string): Promise<PublicLink> {
  const row = await store.findLink(db, scope, id);
  const [link] = row ? await present(db, scope, head, [row]) : [];
  if (!link) throw new DomainError('not_found');
  return link;
}

/** Links of a record that one may edit, the newest first. */
export async function listPublicLinks(db: Db, scope: Scope, recordId: string): Promise<PublicLink[]> {
  const head = await requireEditable(db, scope, recordId);
  return present(db, scope, head, await store.listLinks(db, scope, recordId));
}

/** The same for a page that others read too: whoever may not edit the record sees none. */
export async function findPublicLinks(db: Db, scope: Scope, recordId: string): Promise<PublicLink[]> {
  const head = await getHead(db, scope, recordId);
  return mayShareOn(scope, head) ? present(db, scope, head, await store.listLinks(db, scope, recordId)) : [];
}

function requirePage({ kind }: RecordHead, { page, parts }: NewPublicLink): void {
  const found = findPublicPage(page);
  if (found?.object !== kind) throw invalidField('/body/page', 'records.unknown_page', { page });
  const at = parts.findIndex((part) => !found.parts.includes(part));
  if (at >= 0)
    throw invalidField(`/body/parts/${at}`, 'records.unknown_part', { part: parts[at], choices: found.parts.join(', ') });
}

/** A code that cannot be sent would lock everybody out; one that is asked for at accepting needs something to accept. */
function requireChannel(env: Env, { code, page }: NewPublicLink): void {
  if (code?.when === 'accepting' && findPublicPage(page)?.isAccepted !== true)
    throw invalidField('/body/code/when', 'records.nothing_to_accept');
  if (code && !readyChannels(env).includes(code.channel))
    throw invalidField('/body/code/channel', 'records.no_code_channel', { channel: code.channel });
}

/** Makes a link that holds for so many days, or `until` an instant. Its address holds the token, which is kept nowhere: it is answered this once. */
export async function createPublicLink(
  db: Db,
  scope: Scope,
  env: Env,
  input: NewPublicLink,
  until?: string,
): Promise<PublicLink & { url: string }> {
  const token = newToken();
  return inTx(db, async (tx) => {
    const head = await requireEditable(tx, scope, input.recordId);
    const createdBy = scope.userId;
    if (createdBy === null) throw new DomainError('forbidden', { params: { object: head.kind, action: 'edit' } });
    requirePage(head, input);
    requireChannel(env, input);
    const url = fullAddress(env, publicPath(token));
    const now = Date.now();
    const others = await store.listLinks(tx, scope, head.id);
    if (others.filter(({ revokedAt, expiresAt }) => revokedAt === null && Date.parse(expiresAt) > now).length >= maximumLinks)
      throw new DomainError('records.too_many_links', { params: { maximum: maximumLinks } });
    const { validDays, parts, heading = null, watermark = null, code = null, page, language } = input;
    const coded = { codeChannel: code?.channel ?? null, codeTo: code?.to ?? null, codeWhen: code?.when ?? 'opening' };
    const shown = { recordId: head.id, page, parts: [...new Set(parts)], heading, watermark, ...coded, language };
    const expiresAt = until ?? new Date(now + validDays * dayMs).toISOString();
    const id = await store.insertLink(tx, scope, { ...shown, createdBy, expiresAt, tokenHash: hashOf(token) });
    await findPublicPage(page)?.onMade?.(tx, scope, { id, recordId: head.id });
    await tell(tx, scope, head, 'created', { linkId: id, page, parts: shown.parts, expiresAt });
    return { ...(await presentOne(tx, scope, head, id)), url };
  });
}

async function tell(tx: Tx, scope: Scope, head: RecordHead, verb: string, data: object): Promise<void> {
  await appendEvents(tx, scope, [{ kind: `publicLink.${verb}`, subjectKind: head.kind, subjectId: head.id, data }]);
}

async function lockLink(tx: Tx, scope: Scope, id: string): Promise<{ head: RecordHead; row: store.LinkRow }> {
  const row = await store.findLink(tx, scope, id, true);
  if (!row) throw new DomainError('not_found');
  return { row, head: await requireEditable(tx, scope, row.recordId) };
}

/** Lets a link hold for so many days from now, one that has expired too. */
export async function updatePublicLink(
  db: Db,
  scope: Scope,
  id: string,
  { version, validDays }: { version: number; validDays: number },
): Promise<PublicLink> {
  return inTx(db, async (tx) => {
    const { row, head } = await lockLink(tx, scope, id);
    if (row.version !== version)
      throw new DomainError('stale_version', { extra: { current: await presentOne(tx, scope, head, id) } });
    if (row.revokedAt !== null) throw new DomainError('records.link_revoked', { status: 409 });
    const expiresAt = new Date(Date.now() + validDays * dayMs).toISOString();
    await store.writeLink(tx, scope, id, { expiresAt });
    await tell(tx, scope, head, 'extended', { linkId: id, expiresAt });
    return presentOne(tx, scope, head, id);
  });
}

/** A record was given to somebody else, and its links with it: each holds as long as its maker may edit the record. */
export async function handOverLinks(tx: Tx, scope: Scope, recordId: string, from: string, to: string): Promise<void> {
  await store.giveLinks(tx, scope, recordId, from, to);
}

/** Revokes a link at once and for good. One that is revoked already stays as it is. */
export async function revokePublicLink(db: Db, scope: Scope, id: string): Promise<PublicLink> {
  return inTx(db, async (tx) => {
    const { row, head } = await lockLink(tx, scope, id);
    if (row.revokedAt === null) {
      await store.writeLink(tx, scope, id, { revokedAt: new Date().toISOString(), revokedBy: scope.userId });
      await tell(tx, scope, head, 'revoked', { linkId: id });
    }
    return presentOne(tx, scope, head, id);
  });
}

/** How often links were opened by somebody who reads, for the program's own schedules. */
export async function countOpenings(db: Db, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  return new Map((await store.findOpenings(db, scope, ids)).map(({ id, opened }) => [id, opened]));
}

/** Who opened a link, the latest first. */
export async function listPublicLinkVisits(db: Db, scope: Scope, id: string): Promise<PublicLinkVisit[]> {
  const row = await store.findLink(db, scope, id);
  if (!row) throw new DomainError('not_found');
  await requireEditable(db, scope, row.recordId);
  const visits = await store.listVisits(db, scope, id, maximumVisits);
  return visits.map(({ visitorHash, ...visit }) => ({ ...visit, visitor: visitorHash.slice(0, 6) }));
}
