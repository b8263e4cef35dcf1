import { EntityList } from '../../../web/entity/list/entity-list.tsx';
import { dealUi } from './deal-ui.ts';
import { ViewSwitch } from './view-switch.tsx';

/** Every deal, the closed ones too, as a list. */
export function DealList() {
  return <EntityList ui={dealUi} aside={<ViewSwitch value="list" />} />;
}
