import { DealBoard } from '../../modules/deals/web/deal-board.tsx';
import { LoadDemoButton } from '../../modules/demo/web/load-demo-button.tsx';

/** The board; while it is empty, the way to fill it for a look. */
export function DealsPage() {
  return <DealBoard emptyAction={<LoadDemoButton />} />;
}
