import { EntityList } from '../../../web/entity/list/entity-list.tsx';
import { quoteUi } from './quote-ui.tsx';

/** Quotes by what they wait for. */
export function QuoteList() {
  return <EntityList ui={quoteUi} />;
}
