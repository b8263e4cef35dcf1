import type { FilterNode } from '../../../platform/filter.ts';

/** A view the product comes with: its words are `<module>:views.<object>.<key>`. */
export interface BuiltInView {
  key: string;
  filter?: FilterNode;
  sort?: string;
  /** Not for the board: it shows closed deals, which are not there. */
  isListOnly?: boolean;
}
