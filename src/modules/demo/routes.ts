import { on, type Route } from '../../platform/route.ts';
import * as contract from './contract.ts';
import { getDemo, loadDemo, removeDemo } from './service.ts';

export const routes: readonly Route[] = [
  on(contract.getDemo, ({ db, scope }) => getDemo(db, scope)),
  on(contract.loadDemo, ({ db, scope }) => loadDemo(db, scope)),
  on(contract.removeDemo, ({ db, scope }) => removeDemo(db, scope)),
];
