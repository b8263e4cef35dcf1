import { lazyOpen } from '../../../web/lazy-open.tsx';
import type { QuoteDocument } from '../revisions/contract.ts';
import type { LineRowProps } from './line-row.tsx';
import type { LineView } from './line-view.ts';
import type { DraftEditor } from './use-draft.ts';
import type { UnitProps } from './unit-select.tsx';

const FourPricesDialog = lazyOpen(async () => (await import('./four-prices-dialog.tsx')).FourPricesDialog);
const LineDetails = lazyOpen(async () => (await import('./line-details.tsx')).LineDetails);
const PartsDialog = lazyOpen(async () => (await import('./parts-dialog.tsx')).PartsDialog);

/** What is open of which line. */
export interface OpenLine {
  what: 'details' | 'prices' | 'parts';
  id: string;
}

interface LineWindowsProps extends UnitProps, Pick<LineRowProps, 'onPick'> {
  document: QuoteDocument;
  editor: DraftEditor;
  views: readonly LineView[];
  canEdit: boolean;
  opened: OpenLine | null;
  onOpen: (opened: OpenLine | null) => void;
}

/** What opens of a line: its details, the four ways to its price, and what its bundle holds. */
export function LineWindows({ document, editor, views, canEdit, opened, onOpen, onUnit, onPick }: LineWindowsProps) {
  const accountId = document.quote.account?.id ?? null;
  const of = (what: OpenLine['what']) => {
    const lineId = opened?.what === what ? opened.id : null;
    return { editor, lineId, isOpen: lineId !== null, onClose: () => onOpen(null) };
  };
  const go = (what: OpenLine['what']) => (canEdit ? (id: string): void => onOpen({ what, id }) : null);
  const [details, parts] = [of('details'), of('parts')];
  return (
    <>
      <LineDetails
        key={details.lineId}
        {...details}
        currency={editor.draft.content.currency}
        view={views.find(({ line }) => line.id === details.lineId)}
        onCompare={go('prices')}
        onParts={go('parts')}
        onUnit={onUnit}
        canEdit={canEdit}
        onPick={onPick}
        accountId={accountId}
      />
      <PartsDialog key={`parts ${parts.lineId ?? ''}`} {...parts} accountId={accountId} />
      <FourPricesDialog {...of('prices')} quoteId={document.quote.id} />
    </>
  );
}
