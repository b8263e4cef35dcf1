import { randomKey } from '../../../web/api.ts';
import type { AgreedTerms, Departure } from '../terms/contract.ts';

/** What every card of the terms is edited with. */
export interface AgreedProps {
  terms: AgreedTerms;
  currency: string;
  /** What the payments are parts of; null where that is not known. */
  totalMinor: number | null;
  departures: readonly Departure[];
  canEdit: boolean;
  /** Changes a part; what is typed into one field is one step to undo. */
  patch: (change: Partial<AgreedTerms>, group?: string) => void;
}

export const newPartId = (): string => randomKey().slice(0, 12);
