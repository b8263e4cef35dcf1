import { on, type Route } from '../../platform/route.ts';
import { entityRoutes } from '../records/entities/routes.ts';
import * as contract from './contract.ts';
import { leadEntity } from './entity.ts';
import {
  convertLead,
  createLead,
  disqualifyLead,
  getProspectingSettings,
  reopenLead,
  updateProspectingSettings,
} from './service.ts';

export const routes: Route[] = [
  ...entityRoutes(leadEntity, [on(contract.leads.create, ({ db, scope, body }) => createLead(db, scope, body))]),
  on(contract.convertLead, ({ db, scope, params, body }) => convertLead(db, scope, params.id, body)),
  on(contract.disqualifyLead, ({ db, scope, params, body }) => disqualifyLead(db, scope, params.id, body.reason)),
  on(contract.reopenLead, ({ db, scope, params }) => reopenLead(db, scope, params.id)),
  on(contract.getProspectingSettings, ({ db, scope }) => getProspectingSettings(db, scope)),
  on(contract.updateProspectingSettings, ({ db, scope, body }) => updateProspectingSettings(db, scope, body.isEnabled)),
];
