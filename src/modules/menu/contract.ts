import { z } from 'zod';
import { Done, endpoint, Version } from '../../platform/endpoint.ts';

const tag = 'menu';

/** A screen as its address names it: `deals` is at `/deals`. */
export const Screen = z.string().regex(/^[a-z][a-z-]{0,39}$/);
const Screens = z.array(Screen).max(60);

/** What decides which entries one person's menu shows beyond those that it starts with. */
export const Menu = z.object({
  /** Screens whose kind of record, or whose work, the workspace has. */
  used: z.array(z.string()),
  /** Screens that the person has opened. */
  opened: z.array(z.string()),
  /** Screens that the person always, and never, wants in the menu. */
  pinned: z.array(z.string()),
  hidden: z.array(z.string()),
  version: Version,
});
export type Menu = z.infer<typeof Menu>;

export const MenuChanges = z
  .strictObject({
    version: Version,
    pinned: Screens.optional(),
    hidden: Screens.optional(),
    /** Forgets what was opened, so that the menu is as on the first day. */
    forgetsOpened: z.literal(true).optional(),
  })
  .meta({ examples: [{ version: 1, pinned: ['leads'], hidden: ['products'] }] });
export type MenuChanges = z.infer<typeof MenuChanges>;

export const getMenu = endpoint({
  method: 'GET',
  path: '/menu',
  tag,
  summary: 'What decides which entries the menu of the caller shows',
  reply: Menu,
});
export const updateMenu = endpoint({
  method: 'PATCH',
  path: '/menu',
  tag,
  summary: 'Pin entries of one’s menu, hide them, or set it back',
  body: MenuChanges,
  reply: Menu,
  errors: ['stale_version', 'menu.unknown_screen'],
});
export const openScreen = endpoint({
  method: 'POST',
  path: '/menu/opened',
  tag,
  summary: 'Remember that the caller opened a screen, which stays in the menu from then on',
  body: z.strictObject({ screen: Screen }).meta({ examples: [{ screen: 'leads' }] }),
  reply: Done,
  status: 200,
  errors: ['menu.unknown_screen'],
});
