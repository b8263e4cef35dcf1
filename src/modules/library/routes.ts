import { on, type Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import * as contract from './contract.ts';
import { materialEntity } from './entity.ts';
import { addStartingMaterials } from './service.ts';

export const routes: Route[] = [
  on(contract.addStartingMaterials, ({ db, scope }) => addStartingMaterials(db, scope)),
  ...entityRoutes(materialEntity),
];
