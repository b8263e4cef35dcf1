import type { Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import { competitorEntity, productEntity } from './entity.ts';

export const routes: Route[] = [...entityRoutes(productEntity), ...entityRoutes(competitorEntity)];
