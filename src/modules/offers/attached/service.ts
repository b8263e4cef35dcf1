import { DomainError } from '../../../platform/errors.ts';
import type { FileGuard } from '../../timeline/file-guard/service.ts';
import { findSentWith, holdQuote } from './store.ts';

/** Keeps the files that a quote was sent with: what its customer has is frozen with all that belongs to it. */
export const guardSentFiles: FileGuard = async (tx, scope, { id, recordId, name }) => {
  if (!(await holdQuote(tx, scope, recordId))) return;
  const sent = await findSentWith(tx, scope, recordId, id);
  if (!sent) return;
  const { number, revision, isReplaceable } = sent;
  throw new DomainError(isReplaceable ? 'offers.file_sent' : 'offers.file_kept', {
    status: 409,
    params: { name, number, revision },
  });
};
