import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { dayInZone, todayIn } from '../../../../platform/days.ts';
import type { Database } from '../../../../platform/db.ts';
import { appendEvents } from '../../../../platform/events.ts';
import type { Language } from '../../../../platform/languages.ts';
import type { Opened } from '../../../../platform/public/door.ts';
import { dayText } from '../../../../platform/public/text.ts';
import { visitOf } from '../../../../platform/public/visit.ts';
import { type Scope, speaking } from '../../../../platform/scope.ts';
import { inTx } from '../../../../platform/tx.ts';
import { hashOf } from '../../../identity/access/rules.ts';
import { scopeFromSession, secretOf } from '../../../identity/access/service.ts';
import { findCompany } from '../../../settings/branding/service.ts';
import { isReader, masked } from '../codes/rules.ts';
import { maximumVisits } from '../contract.ts';
import { findMaker, mayShare } from '../makers/service.ts';
import { findPublicPage, type PublicPageKind, stateOf } from '../rules.ts';
import * as store from './store.ts';

const gone: Opened = { state: 'gone' };
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

/** What is behind a link, for whoever has it; and where it asks for a code, for whoever has entered one. */
export async function openPublicLink(
  db: Database,
  token: string,
  request: FastifyRequest,
  asked: Language | null,
): Promise<Opened> {
  const found = await followLink(db, token, asked);
  if (!found) return gone;
  const { link, scope, page } = found;
  const { language } = scope;
  const common = { language, company: await findCompany(db, scope, language), sharedBy: link.createdByName };
  const until = dayInZone(link.expiresAt, scope.timeZone);
  if (found.isExpired) return { state: 'expired', ...common, expiredOn: until };
  const { codeTo, codeChannel } = link;
  if (codeTo !== null && codeChannel !== null) {
    const mayRead = isReader(await secretOf(db), link, request.headers.cookie, Date.now());
    if (!mayRead) return { state: 'locked', ...common, channel: codeChannel, to: masked(codeChannel, codeTo) };
  }
  const { recordId, parts, heading } = link;
  const shown = await page.show(db, scope, { recordId, parts: new Set(parts), heading });
  await logVisit(db, scope, link, request);
  return { state: 'open', ...common, ...shown, validUntil: until, watermark: markOf(link, scope) };
}

/** What stands across the page: the text that was chosen, the address that a code has proved, and the day of reading. */
function markOf({ watermark, codeTo }: store.Followed, { timeZone, language }: Scope): string | null {
  if (watermark === null) return null;
  return [watermark, codeTo, dayText(todayIn(timeZone), language)].filter((text) => text !== null).join(' · ');
}

/** Keeps who came: no address, but a hash with the installation's secret, by which two visitors of one link differ. */
async function logVisit(
  db: Database,
  scope: Scope,
  { id: linkId, recordId, kind }: store.Followed,
  request: FastifyRequest,
): Promise<void> {
  const { visitor, device, app, notCounted } = visitOf(request);
  const reader = await scopeFromSession(db, request.headers.cookie);
  const isColleague = reader?.workspaceId === scope.workspaceId;
  const secret = await secretOf(db);
  const visitorHash = createHmac('sha256', secret).update(`${linkId} ${visitor}`).digest('base64url').slice(0, 22);
  const visit = { linkId, visitorHash, device, app, notCounted: notCounted ?? (isColleague ? ('colleague' as const) : null) };
  await inTx(db, async (tx) => {
    const counts = await store.lockCounts(tx, scope, linkId);
    if (!counts || (await store.prolongVisit(tx, scope, visit))) return;
    if (counts.opened + counts.notCounted < maximumVisits) await store.insertVisit(tx, scope, visit);
    await store.countVisit(tx, scope, linkId, visit.notCounted === null);
    if (visit.notCounted === null && counts.opened === 0)
      await appendEvents(tx, scope, [
        { kind: 'publicLink.opened', subjectKind: kind, subjectId: recordId, data: { linkId, device, app } },
      ]);
  });
}
