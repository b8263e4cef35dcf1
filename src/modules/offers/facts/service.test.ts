import { expect, test } from 'vitest';
import { buildTeam, buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { decideApproval, submitApproval } from '../../approvals/contract.ts';
import { deals } from '../../deals/contract.ts';
import { findCriterionFact } from '../../process/facts/rules.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';

const server = await testServer();
const { db } = server;

test('a deal has an approval where a quote of it was approved and is no worse since, or went out', async () => {
  const workspace = await buildWorkspace(db);
  const team = await buildTeam(db, workspace, { name: 'East' });
  const boss = server.as(await buildUser(db, workspace, { role: 'salesManager', team }));
  const seller = server.as(await buildUser(db, workspace, { team }));
  const [deal, other] = [
    await seller.call(deals.create, { body: { title: 'Line 2' } }),
    await seller.call(deals.create, { body: { title: 'Line 3' } }),
  ];
  const held = async (scope = workspace.scope): Promise<unknown> => {
    const found = await findCriterionFact('approval.given')?.load(db, scope, [deal.id, other.id]);
    return [found?.get(deal.id) ?? false, found?.get(other.id) ?? false];
  };
  const start = async (dealId: string): Promise<string> => (await seller.call(quotes.create, { body: { dealId } })).id;
  const save = async (id: string, bp: number) => {
    const { revision } = await seller.call(getQuoteDocument, { params: { id } });
    const line = { id: 'a', kind: 'item', name: 'Pump', unitPrice: '100', discount: { kind: 'share', bp } };
    const content = { ...revision.content, lines: [QuoteLine.parse(line)] };
    return seller.call(saveQuoteDocument, { params: { id }, body: { version: revision.version, content } });
  };
  const id = await start(deal.id);
  await save(id, 2000);
  expect(await held()).toEqual([false, false]);
  const asked = await seller.call(submitApproval, { body: { subject: 'quote', subjectId: id } });
  expect(await held()).toEqual([false, false]);
  await boss.call(decideApproval, { params: { id: asked.id }, body: { verdict: 'approved' } });
  expect(await held()).toEqual([true, false]);
  await save(id, 2500);
  expect(await held()).toEqual([false, false]);
  // One that needs no approval has it once it is out.
  const plain = await start(other.id);
  const { revision } = await save(plain, 0);
  expect(await held()).toEqual([false, false]);
  await seller.call(sendQuote, { params: { id: plain }, body: { version: revision.version } });
  expect(await held()).toEqual([false, true]);
  await seller.call(quotes.remove, { params: { id: plain } });
  expect(await held()).toEqual([false, false]);
  expect(await held((await buildWorkspace(db)).scope)).toEqual([false, false]);
});
