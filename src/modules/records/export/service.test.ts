import { expect, it } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts, contacts } from '../../customers/contract.ts';
import { deals } from '../../deals/contract.ts';

const server = await testServer();

it('writes what people write: amounts by their currency, words of choices, names of links, nothing that runs', async () => {
  const { owner } = await buildWorkspace(server.db, { currency: 'CNY', language: 'zh-Hans' });
  const caller = server.as(owner);
  const { id } = await caller.call(accounts.create, {
    body: { name: '=HYPERLINK("http://x.test")', annualRevenueMinor: 1_234_500, currency: 'JPY', address: { city: '苏州' } },
  });
  await caller.call(contacts.create, { body: { name: '李雷', accountId: id, consent: 'refused', language: 'zh-Hans' } });
  await caller.call(deals.create, { body: { title: '涂装线, 二期', accountId: id, amountMinor: 12_345, probabilityBp: 2500 } });
  const rows = async (endpoint: typeof accounts.export) => {
    const text = await caller.call(endpoint, { query: {} });
    expect(text.startsWith('\ufeff')).toBe(true);
    return text.slice(1).split('\r\n');
  };
  const [head, account] = await rows(accounts.export);
  expect(head).toContain('年营收');
  expect(account).toContain(`"'=HYPERLINK(""http://x.test"")"`);
  expect(account).toContain(',1234500,JPY,');
  expect((await rows(contacts.export))[1]).toMatch(/,简体中文,.*,已拒绝,/);
  const deal = (await rows(deals.export))[1];
  expect(deal).toContain('"涂装线, 二期"');
  expect(deal).toContain(',123.45,CNY,123.45,25%,30.86,');
});
