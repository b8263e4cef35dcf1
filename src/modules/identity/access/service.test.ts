import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { todayIn } from '../../../platform/days.ts';
import { dayBounds } from '../../../platform/time.ts';
import { deals } from '../../deals/contract.ts';
import { createActivity } from '../../timeline/contract.ts';
import { listTasks } from '../../timeline/tasks/contract.ts';
import { updateMe } from '../session/contract.ts';

const server = await testServer();
// Twenty-five hours apart: it is never the same day in both.
const [theirs, own] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];

test('business days are the workspace’s, whoever acts; what is due today is the person’s', async () => {
  const workspace = await buildWorkspace(server.db, { timeZone: theirs });
  const seller = await buildUser(server.db, workspace, { role: 'seller' });
  const as = server.as(seller);
  await as.call(updateMe, { body: { version: 1, timeZone: own } });
  const deal = await as.call(deals.create, { body: { title: 'x' } });
  expect(deal.openedOn).toBe(todayIn(theirs));
  const filter = JSON.stringify({ field: 'openedOn', op: 'eq', value: { rel: 'today' } });
  expect((await as.call(deals.count, { query: { filter } })).count).toBe(1);
  const dueAt = new Date(Date.parse(dayBounds(todayIn(own), own).to) - 1000).toISOString();
  const { id } = await as.call(createActivity, { body: { recordId: deal.id, kind: 'task', subject: 'x', dueAt } });
  expect((await as.call(listTasks, { query: { when: 'today' } })).data.map((task) => task.id)).toContain(id);
});
