import type { EventListener } from './events.ts';
import type { Job } from './jobs.ts';
import type { Policy } from './rights.ts';
import type { Route } from './route.ts';

/** What a module gives to the program. `src/modules.ts` is the table of all of them. */
export interface Module {
  /** Folder name, namespace of its words. */
  name: string;
  /** Modules call only lower levels. */
  level: number;
  policy?: Policy;
  routes?: readonly Route[];
  jobs?: readonly Job[];
  listeners?: readonly EventListener[];
}
