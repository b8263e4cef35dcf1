import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { dayInZone, todayIn } from '../../../../platform/days.ts';
import type { Database } from '../../../../platform/db.ts';
import { appendEvents } from '../../../../platform/events.ts';
import type { Language } from '../../../../platform/languages.ts';
import { type ActedOn, type Opened, type PublicFile, publicPath } from '../../../../platform/public/door.ts';
import { dayText } from '../../../../platform/public/text.ts';
import { visitOf } from '../../../../platform/public/visit.ts';
import { type Scope, speaking } from '../../../../platform/scope.ts';
import { inTx } from '../../../../platform/tx.ts';
import { hashOf } from '../../../identity/access/rules.ts';
import { scopeFromSession, secretOf } from '../../../identity/access/service.ts';
import { findCompany } from '../../../settings/branding/service.ts';
import { isReader, masked } from '../codes/rules.ts';
import { proofFor } from '../codes/service.ts';
import { maximumVisits } from '../contract.ts';
import { findMaker, mayShare } from '../makers/service.ts';
import { codeAt, findPublicPage, type PublicPageKind, type Shown, stateOf } from '../rules.ts';
import * as store from './store.ts';

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** A link that can be followed, with the rights of its maker in the language of its reader. */
export interface Found {
  link: store.Followed;
  scope: Scope;
  page: PublicPageKind;
  isExpired: boolean;
}

/**
 * The link of a token. The rights of its maker are asked anew each time: a link of somebody who left or lost the record is
 * null, as is one that never was.
 */
export async function followLink(db: Database, token: string, asked: Language | null): Promise<Found | null> {
  const link = tokenForm.test(token) ? await store.findByToken(db, hashOf(token)) : undefined;
  const page = link && findPublicPage(link.page);
  const maker = link ? await findMaker(db, link.workspaceId, link.createdBy) : null;
  if (!link || !maker || page?.object !== link.kind) return null;
  if (!(await mayShare(db, maker, { id: link.recordId, kind: link.kind }))) return null;
  const state = stateOf({ revokedAt: null, expiresAt: link.expiresAt }, true, Date.now());
  return { link, page, scope: speaking(maker, asked ?? link.language), isExpired: state === 'expired' };
}

/** Why a reader does not get in. */
type Closed = Exclude<Opened, { state: 'open' }>;
/** What stands around whatever a page shows. */
type Around = Pick<
  Extract<Opened, { state: 'open' }>,
  'state' | 'language' | 'company' | 'sharedBy' | 'validUntil' | 'watermark'
>;
interface Entered {
  found: Found;
  what: Shown;
  around: Around;
}

/** The link of a token for its reader; where it asks for a code, for whoever has entered one. */
async function enter(
  db: Database,
  token: string,
  request: FastifyRequest,
  asked: Language | null,
): Promise<Closed | (Entered & { state: 'entered' })> {
  const found = await followLink(db, token, asked);
  if (!found) return { state: 'gone' };
  const { link, scope } = found;
  const { language } = scope;
  const common = { language, company: await findCompany(db, scope, language), sharedBy: link.createdByName };
  const until = dayInZone(link.expiresAt, scope.timeZone);
  if (found.isExpired) return { state: 'expired', ...common, expiredOn: until };
  const [first, later] = [codeAt(link, 'opening'), codeAt(link, 'accepting')];
  if (first) {
    const mayRead = isReader(await secretOf(db), link, request.headers.cookie, Date.now());
    if (!mayRead) return { state: 'locked', ...common, channel: first.channel, to: masked(first.channel, first.to) };
  }
  const { id: linkId, recordId, parts, heading } = link;
  const path = publicPath(encodeURIComponent(token));
  const codeGoesTo = later && masked(later.channel, later.to);
  const watermark = markOf(link, scope);
  const shown = { parts: new Set(parts), heading, search: searchOf(request.query), codeGoesTo, watermark };
  const what = { linkId, recordId, path, ...shown };
  const around: Around = { state: 'open', ...common, validUntil: until, watermark };
  return { state: 'entered', found, what, around };
}

/** What stands in an address, each name once, and nothing that is endless. */
function searchOf(query: unknown): Record<string, string> {
  const all = Object.entries(typeof query === 'object' && query !== null ? query : {});
  return Object.fromEntries(
    all.slice(0, 500).flatMap(([name, value]) => (typeof value === 'string' && value.length <= 200 ? [[name, value]] : [])),
  );
}

/** What is behind a link, for whoever has it; and where it asks for a code, for whoever has entered one. */
export async function openPublicLink(
  db: Database,
  token: string,
  request: FastifyRequest,
  asked: Language | null,
): Promise<Opened> {
  const entered = await enter(db, token, request, asked);
  if (entered.state !== 'entered') return entered;
  const { found, what, around } = entered;
  const shown = await found.page.show(db, found.scope, what);
  await logVisit(db, found, what, request);
  return { ...around, ...shown };
}

/** A form of the page that is behind a link. */
export async function actOnPublicLink(
  db: Database,
  token: string,
  name: string,
  form: URLSearchParams,
  request: FastifyRequest,
  asked: Language | null,
): Promise<ActedOn> {
  const entered = await enter(db, token, request, asked);
  if (entered.state !== 'entered') return entered;
  const { found, what, around } = entered;
  const act = Object.entries(found.page.acts ?? {}).find(([each]) => each === name)?.[1];
  if (!act) return { state: 'gone' };
  const acted = await act(db, found.scope, what, {
    form,
    ip: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 500),
    isColleague: await isColleague(db, found.scope, request),
    provedTo: codeAt(found.link, 'opening')?.to ?? null,
    proof: await proofFor(db, found),
  });
  return 'search' in acted ? { state: 'done', search: acted.search } : { ...around, ...acted };
}

/** A file of the page that is behind a link. */
export async function openPublicFile(
  { db, dataFolder }: { db: Database; dataFolder: string },
  token: string,
  name: string,
  request: FastifyRequest,
  asked: Language | null,
): Promise<PublicFile | null> {
  const entered = await enter(db, token, request, asked);
  if (entered.state !== 'entered') return null;
  const { found, what } = entered;
  return (await found.page.file?.(db, found.scope, what, name, dataFolder)) ?? null;
}

async function isColleague(db: Database, scope: Scope, request: FastifyRequest): Promise<boolean> {
  return (await scopeFromSession(db, request.headers.cookie))?.workspaceId === scope.workspaceId;
}

/** What stands across the page: the text that was chosen, the address that a code has proved, and the day of reading. */
function markOf(link: store.Followed, { timeZone, language }: Scope): string | null {
  if (link.watermark === null) return null;
  return [link.watermark, codeAt(link, 'opening')?.to ?? null, dayText(todayIn(timeZone), language)]
    .filter((text) => text !== null)
    .join(' · ');
}

/** Keeps who came: no address, but a hash with the installation's secret, by which two visitors of one link differ. */
async function logVisit(
  db: Database,
  { scope, page, link: { id: linkId, recordId, kind } }: Found,
  what: Shown,
  request: FastifyRequest,
): Promise<void> {
  const { visitor, device, app, notCounted } = visitOf(request);
  const isOwn = await isColleague(db, scope, request);
  const secret = await secretOf(db);
  const visitorHash = createHmac('sha256', secret).update(`${linkId} ${visitor}`).digest('base64url').slice(0, 22);
  const visit = { linkId, visitorHash, device, app, notCounted: notCounted ?? (isOwn ? ('colleague' as const) : null) };
  await inTx(db, async (tx) => {
    const counts = await store.lockCounts(tx, scope, linkId);
    if (counts && visit.notCounted === null) await page.onOpened?.(tx, scope, what);
    if (!counts || (await store.prolongVisit(tx, scope, visit))) return;
    if (counts.opened + counts.notCounted < maximumVisits) await store.insertVisit(tx, scope, visit);
    await store.countVisit(tx, scope, linkId, visit.notCounted === null);
    if (visit.notCounted === null && counts.opened === 0)
      await appendEvents(tx, scope, [
        { kind: 'publicLink.opened', subjectKind: kind, subjectId: recordId, data: { linkId, device, app } },
      ]);
  });
}
