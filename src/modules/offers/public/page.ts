import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { PublicFile } from '../../../platform/public/door.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { PublicPageKind, Shown } from '../../records/public-links/rules.ts';
import { openFile } from '../../timeline/files/service.ts';
import { quotePdf } from '../printing/service.ts';
import { bindLink, markViewed } from '../sharing/service.ts';
import { accept, ask, decline } from './acts.ts';
import { findPage, show, wantedIn } from './showing.ts';

/** A quote as its customer reads it: exactly what was frozen when it was sent, and nothing of what it costs us. */
export const quotePage: PublicPageKind = {
  name: 'quote',
  object: 'quote',
  parts: [],
  show,
  file,
  acts: { accept, decline, ask },
  onMade: bindLink,
  onOpened: (tx, scope, { linkId, search }) => markViewed(tx, scope, linkId, wantedIn(search)),
};

async function file(db: Db, scope: Scope, what: Shown, name: string, dataFolder: string): Promise<PublicFile | null> {
  const { quote } = await findPage(db, scope, what);
  if (name === 'quote.pdf') {
    const content = await quotePdf(db, scope, quote, scope.language);
    const title = `${quote.number}${quote.revision > 1 ? `-${quote.revision}` : ''}.pdf`;
    return { name: title, mediaType: 'application/pdf', sizeBytes: content.byteLength, content };
  }
  if (!quote.files.some(({ id }) => id === name)) return null;
  try {
    return await openFile(db, scope, dataFolder, name);
  } catch (error) {
    // It was deleted since.
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  }
}
