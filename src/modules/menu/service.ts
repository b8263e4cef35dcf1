import type { Db } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { can, permit } from '../../platform/rights.ts';
import type { Scope } from '../../platform/scope.ts';
import { inTx } from '../../platform/tx.ts';
import { takesPart } from '../approvals/boxes/service.ts';
import { listImports } from '../exchange/service.ts';
import { hasOwnMaterials } from '../library/service.ts';
import { allEntities } from '../records/entities/rules.ts';
import { findKindsInUse } from '../records/heads/service.ts';
import type { Menu, MenuChanges } from './contract.ts';
import { chosen, plainScreens, type ScreenRight, usedScreens } from './rules.ts';
import * as store from './store.ts';

const untouched: store.MenuRow = { opened: [], pinned: [], hidden: [], version: 1 };

/** A menu is a person's: the program itself has none. */
function personOf({ userId }: Scope): string {
  if (userId === null) throw new DomainError('forbidden', { params: { object: 'menu', action: 'view' } });
  return userId;
}

/** The right that a screen needs; undefined where there is no such screen. */
function rightOf(screen: string): ScreenRight | undefined {
  if (Object.hasOwn(plainScreens, screen)) return plainScreens[screen];
  const entity = allEntities().find(({ plural }) => plural === screen);
  return entity && [entity.object, 'view'];
}

function requireKnown(screens: readonly string[] = []): void {
  const unknown = screens.find((screen) => rightOf(screen) === undefined);
  if (unknown !== undefined) throw new DomainError('menu.unknown_screen', { params: { screen: unknown } });
}

/** Screens of which the workspace has something and that the person may see. */
async function loadUsed(db: Db, scope: Scope): Promise<string[]> {
  const seen = allEntities().filter(({ object }) => can(scope, object, 'view'));
  const kinds = new Set(
    await findKindsInUse(
      db,
      scope,
      seen.map(({ object }) => object),
    ),
  );
  // What came with the product is no use of the library yet.
  if (kinds.has('material') && !(await hasOwnMaterials(db, scope))) kinds.delete('material');
  const plurals = seen.filter(({ object }) => kinds.has(object)).map(({ plural }) => plural);
  const hasImports = can(scope, 'import', 'view') && (await listImports(db, scope)).length > 0;
  return usedScreens({ plurals, hasImports, takesPart: await takesPart(db, scope) });
}

/** What decides which entries the person's menu shows. */
export async function getMenu(db: Db, scope: Scope): Promise<Menu> {
  const userId = personOf(scope);
  const [row, used] = await Promise.all([store.findMenu(db, scope, userId), loadUsed(db, scope)]);
  return { used, ...(row ?? untouched) };
}

/** Pins entries of the person's menu, hides them, or sets it back to how it began. */
export async function updateMenu(db: Db, scope: Scope, { version, forgetsOpened, ...changes }: MenuChanges): Promise<Menu> {
  const userId = personOf(scope);
  requireKnown(changes.pinned);
  requireKnown(changes.hidden);
  return inTx(db, async (tx) => {
    await store.insertMenu(tx, scope, userId);
    const before = (await store.findMenu(tx, scope, userId)) ?? untouched;
    const { pinned, hidden } = chosen(before, changes);
    const values = { version, pinned: [...pinned], hidden: [...hidden], ...(forgetsOpened ? { opened: [] } : {}) };
    const isDone = await store.updateMenu(tx, scope, userId, values);
    const current = await getMenu(tx, scope);
    if (!isDone) throw new DomainError('stale_version', { extra: { current } });
    return current;
  });
}

/** Remembers that the person opened a screen. Again is the same as once. */
export async function openScreen(db: Db, scope: Scope, screen: string): Promise<void> {
  const userId = personOf(scope);
  requireKnown([screen]);
  const right = rightOf(screen);
  if (right) permit(scope, ...right);
  await store.addOpened(db, scope, userId, screen);
}

/** Whether the person has opened a screen. */
export async function hasOpened(db: Db, scope: Scope, screen: string): Promise<boolean> {
  const row = await store.findMenu(db, scope, personOf(scope));
  return row !== undefined && row.opened.includes(screen);
}
