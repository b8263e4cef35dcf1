import { expect, test } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { addDays, todayIn } from '../../../platform/days.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { acceptQuote, declineQuote } from '../deciding/contract.ts';
import { sendQuote as send } from '../freezing/service.ts';
import { getQuoteDocument, reviseQuote, saveQuoteDocument } from '../revisions/contract.ts';
import { expireQuotes } from './service.ts';

const server = await testServer();

test('a quote runs out after its last day, cannot be accepted then, and is revised', async () => {
  const workspace = await buildWorkspace(server.db);
  const owner = server.as(workspace.owner);
  const make = async (daysAgo: number) => {
    const { id } = await owner.call(quotes.create, { body: { title: `Sent ${daysAgo} days ago` } });
    const params = { id };
    const { revision } = await owner.call(getQuoteDocument, { params });
    const lines = [QuoteLine.parse({ id: 'a', kind: 'item', name: 'A', unitPrice: '1' })];
    const content = { ...revision.content, validDays: 10, lines };
    const saved = await owner.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
    const at = `${addDays(todayIn('Asia/Shanghai'), -daysAgo)}T04:00:00.000Z`;
    await send(server.db, workspace.owner.scope, id, { version: saved.revision.version }, at);
    return params;
  };
  const [last, over] = [await make(10), await make(11)];
  const accept = { revision: 1, by: 'Ms Li' };
  // The clock decides, not the job.
  expect((await owner.call(getQuoteDocument, { params: over })).revision.state).toBe('expired');
  expect(await owner.refused(acceptQuote, { params: over, body: accept })).toMatchObject({ status: 409, code: 'offers.expired' });
  await expireQuotes(server.db);
  await expireQuotes(server.db);
  const stateOf = async (params: { id: string }) => (await owner.call(quotes.get, { params })).state;
  expect([await stateOf(last), await stateOf(over)]).toEqual(['sent', 'expired']);
  expect((await owner.call(acceptQuote, { params: last, body: accept })).quote.state).toBe('accepted');
  expect(await owner.refused(acceptQuote, { params: over, body: accept })).toMatchObject({ code: 'offers.expired' });
  expect((await owner.call(declineQuote, { params: over, body: { revision: 1, note: 'Too late' } })).quote.state).toBe(
    'declined',
  );
  expect((await owner.call(reviseQuote, { params: over, body: {} })).quote).toMatchObject({ state: 'draft', revision: 2 });
  const events = await server.db
    .selectFrom('events')
    .select('kind')
    .where('workspaceId', '=', workspace.id)
    .where('subjectId', '=', over.id)
    .orderBy('id')
    .execute();
  expect(events.map(({ kind }) => kind).filter((kind) => kind === 'quote.expired')).toHaveLength(1);
});
