import { on, type Route } from '../../platform/route.ts';
import * as contract from './contract.ts';
import { listTimeline } from './entries/service.ts';
import * as files from './files/contract.ts';
import { downloadFile, listFiles, removeFile, uploadFile } from './files/service.ts';
import {
  completeActivity,
  createActivities,
  getActivity,
  reopenActivity,
  setActivityRemoved,
  updateActivity,
} from './service.ts';
import * as tasks from './tasks/contract.ts';
import { countTasks, listTasks } from './tasks/service.ts';

const done = { ok: true as const };

export const routes: Route[] = [
  on(contract.listTimeline, ({ db, scope, params, query }) => listTimeline(db, scope, params.id, query)),
  on(contract.createActivity, async ({ db, scope, body }) => {
    const [id] = await createActivities(db, scope, [body]);
    return getActivity(db, scope, id ?? '');
  }),
  on(contract.getActivity, ({ db, scope, params }) => getActivity(db, scope, params.id)),
  on(contract.updateActivity, ({ db, scope, params, body }) => updateActivity(db, scope, params.id, body)),
  on(contract.removeActivity, async ({ db, scope, params }) => {
    await setActivityRemoved(db, scope, params.id, true);
    return done;
  }),
  on(contract.restoreActivity, ({ db, scope, params }) => setActivityRemoved(db, scope, params.id, false)),
  on(contract.completeActivity, ({ db, scope, params, body }) => completeActivity(db, scope, params.id, body)),
  on(contract.reopenActivity, ({ db, scope, params }) => reopenActivity(db, scope, params.id)),
  on(tasks.countTasks, ({ db, scope, query }) => countTasks(db, scope, query.assigneeId ?? null)),
  on(tasks.listTasks, ({ db, scope, query }) => listTasks(db, scope, query)),
  on(files.listFiles, async ({ db, scope, params }) => ({ data: await listFiles(db, scope, params.id) })),
  on(files.uploadFile, ({ db, env, scope, params, query, request }) => {
    const length = Number(request.headers['content-length'] ?? '');
    return uploadFile(db, scope, env.CHENGDAN_DATA, params.id, {
      name: query.name,
      source: request.raw,
      announced: length > 0 ? length : null,
    });
  }),
  on(files.downloadFile, ({ db, env, scope, params, reply }) => downloadFile(db, scope, env.CHENGDAN_DATA, params.id, reply)),
  on(files.removeFile, async ({ db, env, scope, params }) => {
    await removeFile(db, scope, env.CHENGDAN_DATA, params.id);
    return done;
  }),
];
