import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { dayInZone } from '../../../../platform/days.ts';
import type { Database } from '../../../../platform/db.ts';
import { appendEvents } from '../../../../platform/events.ts';
import type { Language } from '../../../../platform/languages.ts';
import type { Company, Opened } from '../../../../platform/public/routes.ts';
import { visitOf } from '../../../../platform/public/visit.ts';
import { type Scope, speaking } from '../../../../platform/scope.ts';
import { inTx } from '../../../../platform/tx.ts';
import { hashOf } from '../../../identity/access/rules.ts';
import { scopeFromSession, secretOf } from '../../../identity/access/service.ts';
import { findBranding } from '../../../settings/service.ts';
import { maximumVisits } from '../contract.ts';
import { findMaker, mayShare } from '../makers/service.ts';
import { findPublicPage, stateOf } from '../rules.ts';
import * as store from './store.ts';

const gone: Opened = { state: 'gone' };
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/**
 * What is behind a link, for whoever has it. The rights of its maker are asked anew each time: a link of somebody who left or
 * lost the record shows nothing, and in no other way than one that never was.
 */
export async function openPublicLink(
  db: Database,
  token: string,
  request: FastifyRequest,
  asked: Language | null,
): Promise<Opened> {
  const link = tokenForm.test(token) ? await store.findByToken(db, hashOf(token)) : undefined;
  const page = link && findPublicPage(link.page);
  const maker = link ? await findMaker(db, link.workspaceId, link.createdBy) : null;
  if (!link || !maker || page?.object !== link.kind) return gone;
  if (!(await mayShare(db, maker, { id: link.recordId, kind: link.kind }))) return gone;
  const language = asked ?? link.language;
  const scope = speaking(maker, language);
  const company = await companyOf(db, scope, link.workspaceName);
  const common = { language, company, sharedBy: link.createdByName };
  const until = dayInZone(link.expiresAt, scope.timeZone);
  if (stateOf({ revokedAt: null, expiresAt: link.expiresAt }, true, Date.now()) === 'expired')
    return { state: 'expired', ...common, expiredOn: until };
  const { recordId, parts, heading, watermark } = link;
  const shown = await page.show(db, scope, { recordId, parts: new Set(parts), heading });
  await logVisit(db, scope, link, request);
  return { state: 'open', ...common, ...shown, validUntil: until, watermark };
}

async function companyOf(db: Database, scope: Scope, workspaceName: string): Promise<Company> {
  const branding = await findBranding(db, scope);
  return { name: branding?.name ?? workspaceName, color: branding?.color ?? null };
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
