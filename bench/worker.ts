import { type FloorWork, startFloor } from './floor.ts';
import { load, type LoadOptions } from './load.ts';

/** What the bench asks of a process of its own. */
export type WorkerTask = { kind: 'floor'; work: FloorWork } | { kind: 'load'; options: LoadOptions };

// Either the floor, until it is ended, or one load: neither shares its process with what is measured or with each other.
process.on('message', (task: WorkerTask) => {
  const failed = (error: unknown) => process.send?.({ error: String(error) });
  if (task.kind === 'floor') startFloor(task.work).then(({ port }) => process.send?.({ port }), failed);
  else load(task.options).then((result) => process.send?.(result), failed);
});
process.on('disconnect', () => process.exit(0));
