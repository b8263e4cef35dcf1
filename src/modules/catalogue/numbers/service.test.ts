import { expect, test } from 'vitest';
import { buildUser, buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { accounts } from '../../customers/contract.ts';
import { updateUser } from '../../identity/members/contract.ts';
import { createRole, listRoles, updateRole } from '../../identity/roles/contract.ts';
import { products } from '../contract.ts';
import { listCustomerNumbers, listSharingProducts, setCustomerNumber } from './contract.ts';

const server = await testServer();

async function build() {
  const workspace = await buildWorkspace(server.db);
  const owner = server.as(workspace.owner);
  const acme = await owner.call(accounts.create, { body: { name: 'Acme' } });
  const beta = await owner.call(accounts.create, { body: { name: 'Beta' } });
  const product = (name: string) => owner.call(products.create, { body: { name } });
  const [seat, lamp] = [await product('Seat'), await product('Lamp')];
  const at = ({ id }: { id: string }, account: { id: string } = acme) => ({ id, accountId: account.id });
  const set = (of: { id: string }, number: string | null, account: { id: string } = acme) =>
    owner.call(setCustomerNumber, { params: at(of, account), body: { number, name: 'Theirs' } });
  const ask = async (of: { id: string }, number: string, account: { id: string } = acme) =>
    (await owner.call(listSharingProducts, { params: at(of, account), query: { number } })).data.map(({ title }) => title);
  const shown = async (of: { id: string }) =>
    (await owner.call(listCustomerNumbers, { params: { id: of.id } })).data.map(
      ({ account, sharedWith }) => `${account.title}: ${sharedWith.map(({ title }) => title).join(', ')}`,
    );
  return { workspace, owner, acme, beta, product, seat, lamp, at, set, ask, shown };
}

test('a number that a customer has for other products names them, as it is typed, when it is saved and afterwards', async () => {
  const { beta, seat, lamp, set, ask, shown } = await build();
  expect((await set(seat, 'A-1')).sharedWith).toEqual([]);
  // The same number of another customer, and no number at all, are nothing to it.
  expect((await set(lamp, 'A-1', beta)).sharedWith).toEqual([]);
  expect((await set(lamp, null)).sharedWith).toEqual([]);
  expect(await ask(lamp, ' a-1 ')).toEqual(['Seat']);
  expect(await ask(lamp, 'A-2')).toEqual([]);
  expect(await ask(seat, 'A-1')).toEqual([]);
  expect((await set(lamp, 'a-1')).sharedWith).toEqual([{ id: seat.id, title: 'Seat' }]);
  expect(await shown(seat)).toEqual(['Acme: Lamp']);
  expect(await shown(lamp)).toEqual(['Acme: Seat', 'Beta: ']);
  await set(lamp, 'A-2');
  expect(await shown(seat)).toEqual(['Acme: ']);
});

test('at most five are named, the first that were made, without those in the bin', async () => {
  const { owner, product, seat, set, ask, shown } = await build();
  const made = [];
  for (const at of [1, 2, 3, 4, 5, 6, 7]) made.push(await product(`P${at}`));
  for (const one of [...made.toReversed(), seat]) await set(one, 'A-1');
  expect(await shown(seat)).toEqual(['Acme: P1, P2, P3, P4, P5']);
  await owner.call(products.remove, { params: { id: made[0]?.id ?? '' } });
  expect(await ask(seat, 'A-1')).toEqual(['P2', 'P3', 'P4', 'P5', 'P6']);
});

test('nothing is said to another workspace, nor of a customer or a product to whoever may not see it', async () => {
  const { workspace, owner, seat, lamp, at, set } = await build();
  await set(seat, 'A-1');
  await set(lamp, 'A-1');
  const asked = { params: at(seat), query: { number: 'A-1' } };
  const stranger = server.as((await buildWorkspace(server.db)).owner);
  expect((await stranger.refused(listSharingProducts, asked)).status).toBe(404);
  const [base] = (await owner.call(listRoles, {})).data.filter(({ base: of }) => of === 'seller');
  const role = await owner.call(createRole, { body: { name: 'Blind', roleId: base?.id ?? '' } });
  const user = await buildUser(server.db, workspace);
  await owner.call(updateUser, { params: { id: user.id }, body: { version: 1, roleId: role.id } });
  const seller = server.as(user);
  expect((await seller.call(listSharingProducts, asked)).data).toEqual([{ id: lamp.id, title: 'Lamp' }]);
  const changed = async (version: number, object: 'account' | 'product', view: 'own' | 'none') => {
    const rights = { ...role.rights, [object]: { ...role.rights[object], view } };
    return owner.call(updateRole, { params: { id: role.id }, body: { version, rights } });
  };
  const blind = await changed(role.version, 'account', 'own');
  expect((await seller.refused(listSharingProducts, asked)).status).toBe(404);
  expect((await seller.call(listCustomerNumbers, { params: { id: seat.id } })).data).toEqual([]);
  await changed(blind.version, 'product', 'none');
  expect((await seller.refused(listSharingProducts, asked)).status).toBe(403);
});
