import { randomBytes } from 'node:crypto';
import type { Language } from '../../../../platform/languages.ts';
import type { Device, ReaderApp } from '../../../../platform/public/visits.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { Tx } from '../../../../platform/tx.ts';
import { hashOf, newToken } from '../../../identity/access/rules.ts';
import { insertLink } from '../store.ts';
import * as store from './store.ts';

export interface PastLink {
  recordId: string;
  page: string;
  language: Language;
  createdAt: string;
  expiresAt: string;
  /** When somebody read it, the first time first. */
  openedAt: readonly string[];
  device: Device;
  app: ReaderApp;
}

/** Keeps a link of a sample with its visits, as it was in the past, and answers its id. Nobody has its address. */
export async function keepPastLink(
  tx: Tx,
  scope: Scope,
  createdBy: string,
  { createdAt, openedAt, device, app, ...link }: PastLink,
): Promise<string> {
  const nothing = { parts: [], heading: null, watermark: null, codeChannel: null, codeTo: null, codeWhen: 'opening' as const };
  const id = await insertLink(tx, scope, { ...link, ...nothing, createdBy, tokenHash: hashOf(newToken()) });
  const visitorHash = randomBytes(16).toString('base64url').slice(0, 22);
  await store.keepVisits(tx, scope, { linkId: id, createdAt, openedAt, visitorHash, device, app });
  return id;
}
