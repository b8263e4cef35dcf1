/** A period, and what its leads are narrowed to. */
export interface ConversionQuery {
  from: string;
  to: string;
  ownerId?: string | undefined;
  teamIds?: readonly string[] | undefined;
  source?: string | undefined;
  industry?: string | undefined;
}
