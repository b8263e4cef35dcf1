import { dayInZone } from '../../../platform/days.ts';
import type { Database } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx } from '../../../platform/tx.ts';
import { kindsOfContact } from '../../timeline/rules.ts';
import { findFirstActivities } from '../../timeline/facts/service.ts';
import { listTasks } from '../../timeline/tasks/service.ts';
import { showNextStep } from '../tasks/service.ts';
import { nextStepOf } from './rules.ts';
import { findHappenings, findShownSteps, setFirstContacts, touchDeals } from './store.ts';

/**
 * Brings deals in line with what happened in their timelines: when the customer was first contacted, when somebody last did
 * something, and what the next dated step is. All only mirror the timeline, so doing it again changes nothing.
 */
export async function followActivities(db: Database, scope: Scope, eventIds: readonly string[]): Promise<void> {
  await inTx(db, async (tx) => {
    const happenings = await findHappenings(tx, scope, eventIds);
    const done = happenings.filter(({ kind }) => kind === 'activity.completed');
    await touchDeals(
      tx,
      scope,
      done.map(({ dealId, happenedAt }) => ({ dealId, at: happenedAt })),
    );
    const touched = [...new Set(happenings.map(({ dealId }) => dealId))];
    const firsts = await findFirstActivities(tx, scope, touched, { kinds: kindsOfContact, done: true });
    await setFirstContacts(
      tx,
      scope,
      touched.map((dealId) => {
        const at = firsts.get(dealId);
        return { dealId, on: at === undefined ? null : dayInZone(at, scope.timeZone) };
      }),
    );
    // What was logged as done at once (every row of an import) cannot be a next step.
    const logged = new Set(happenings.filter(({ kind }) => kind === 'activity.created').map(({ activityId }) => activityId));
    const doneAtOnce = new Set(done.filter(({ activityId }) => logged.has(activityId)).map(({ activityId }) => activityId));
    const changed = new Set(happenings.filter(({ activityId }) => !doneAtOnce.has(activityId)).map(({ dealId }) => dealId));
    for (const { id, nextStepId } of await findShownSteps(tx, scope, [...changed])) {
      const { data } = await listTasks(tx, scope, { recordId: id, assigneeId: 'all', limit: 100 });
      const step = nextStepOf(data, nextStepId);
      await showNextStep(
        tx,
        scope,
        id,
        step === null ? null : { id: step.id, text: step.subject, on: dayInZone(step.dueAt ?? '', scope.timeZone) },
      );
    }
  });
}
