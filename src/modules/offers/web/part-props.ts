import type { QuoteContent } from '../content/contract.ts';

/** What every part of a quote besides its lines is edited with. */
export interface PartProps {
  content: QuoteContent;
  canEdit: boolean;
  /** Changes a part; what is typed into one field is one step to undo. */
  patch: (change: Partial<QuoteContent>, group?: string) => void;
}
