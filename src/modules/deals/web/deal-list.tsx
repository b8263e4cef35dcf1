import { EntityList } from '../../../web/entity/list/entity-list.tsx';
import { ViewSwitch } from './deal-board.tsx';
import { dealUi } from './deal-ui.ts';

/** Every deal, the closed ones too, as a list. */
export function DealList() {
  return <EntityList ui={dealUi} aside={<ViewSwitch value="list" />} />;
}
