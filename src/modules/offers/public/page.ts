import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { PublicFile } from '../../../platform/public/door.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { PublicPageKind, Shown } from '../../records/public-links/rules.ts';
import { openFile } from '../../timeline/files/service.ts';
import { findAccepted } from '../accepted/service.ts';
import { acceptedFile, fileName, quotePdf } from '../printing/service.ts';
import { loadRevision } from '../revisions/service.ts';
import { bindLink, markViewed } from '../sharing/service.ts';
import { accept, ask, decline } from './acts.ts';
import { findPage, show, wantedIn } from './showing.ts';

/** A quote as its customer reads it: exactly what was frozen when it was sent, what they accepted of it, and nothing of what it costs us. */
export const quotePage: PublicPageKind = {
  name: 'quote',
  object: 'quote',
  parts: [],
  isAccepted: true,
  show,
  file,
  acts: { accept, decline, ask },
  onMade: bindLink,
  onOpened: (tx, scope, { linkId, search }) => markViewed(tx, scope, linkId, wantedIn(search)),
};

function asPdf({ name, pdf }: { name: string; pdf: Uint8Array }): PublicFile {
  return { name, mediaType: 'application/pdf', sizeBytes: pdf.byteLength, content: pdf };
}

async function file(db: Db, scope: Scope, what: Shown, name: string, dataFolder: string): Promise<PublicFile | null> {
  const { quote } = await findPage(db, scope, what);
  if (name === 'quote.pdf')
    return asPdf({ name: fileName(quote), pdf: await quotePdf(db, scope, quote, scope.language, what.watermark) });
  if (name === 'accepted.pdf') {
    const { row } = await loadRevision(db, scope, what.recordId, quote.revision);
    const accepted = await findAccepted(db, scope, what.recordId, row);
    return accepted ? asPdf(await acceptedFile(db, scope, accepted, scope.language, what.watermark)) : null;
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
