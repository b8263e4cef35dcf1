import { on, type Route } from '../../platform/route.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';

const done = { ok: true } as const;

export const routes: readonly Route[] = [
  on(contract.getMenu, ({ db, scope }) => service.getMenu(db, scope)),
  on(contract.updateMenu, ({ db, scope, body }) => service.updateMenu(db, scope, body)),
  on(contract.openScreen, async ({ db, scope, body }) => {
    await service.openScreen(db, scope, body.screen);
    return done;
  }),
];
