import { on, type Route } from '../../../platform/route.ts';
import * as contract from './contract.ts';
import { addConcession, getLedger, removeConcession, restoreConcession, setWalkAway, updateConcession } from './service.ts';

export const concessionRoutes: Route[] = [
  on(contract.getLedger, ({ db, scope, params }) => getLedger(db, scope, params.id)),
  on(contract.addConcession, ({ db, scope, params, body }) => addConcession(db, scope, params.id, body)),
  on(contract.updateConcession, ({ db, scope, params, body }) => updateConcession(db, scope, params.id, params.partId, body)),
  on(contract.removeConcession, ({ db, scope, params, query }) =>
    removeConcession(db, scope, params.id, params.partId, query.version),
  ),
  on(contract.restoreConcession, ({ db, scope, params }) => restoreConcession(db, scope, params.id, params.partId)),
  on(contract.setWalkAway, ({ db, scope, params, body }) => setWalkAway(db, scope, params.id, body)),
];
