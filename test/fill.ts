import { Transformer } from '@napi-rs/image';
import { makeLinks } from '../src/modules/approvals/mailing/service.ts';
import { inTx } from '../src/platform/tx.ts';
import { randomUUID } from 'node:crypto';
import type { Caller, RawReply, TestServer } from './http.ts';
import { buildApiKey, buildTeam, buildUser, buildWorkspace, type TestWorkspace } from './build.ts';
import { readIds, type Ids } from './ids.ts';
import { runJobs } from './jobs.ts';
import { operationsOf, sample, type Operation } from './openapi.ts';

/** Creating here would be about sign-in, not about what a workspace holds. */
const notContents = /^\/api\/v1\/(setup|workspaces|session|password|me\/|invitations\/(open|accept))/;

/** Bodies that the schema alone cannot make. `{id}` of the path is filled in before. */
const bodies: Record<string, (ids: Ids, number: number) => unknown> = {
  // The first is the owner's, which nobody copies.
  'POST /api/v1/roles': (ids, number) => ({ name: `Role ${number}`, roleId: ids.last('roles') }),
  'POST /api/v1/records/{id}/shares': (ids) => ({ teamId: ids.first('teams'), canEdit: true, untilOn: '2999-12-31' }),
  'POST /api/v1/records/{id}/relations': (ids) => ({ toId: ids.first('contacts'), kind: 'other' }),
  'PUT /api/v1/exchange-rates': (_ids, number) => ({ currency: 'USD', validFrom: `2026-01-0${number}`, rate: '7.1' }),
  'POST /api/v1/rate-card': (_ids, number) => ({ name: `Role ${number}`, perHourMinor: 100_00 }),
  'PUT /api/v1/process-versions/{id}': () => ({
    version: 1,
    stages: [
      { key: 'first', phase: 1, names: { en: 'First', 'zh-Hans': 'First' }, targetDays: 3, probabilityBp: 1000, role: 'seller' },
    ],
  }),
  'PUT /api/v1/products/{id}/accounts/{accountId}/number': (_ids, number) => ({ number: `N-${number}` }),
  'PUT /api/v1/products/{id}/parts': () => ({ version: 1, variants: [{ name: 'Red', code: 'R-1' }] }),
  'PUT /api/v1/products/{id}/strategy': (_ids, number) => ({
    version: number - 1,
    shareBp: 2500,
    figures: { stockDays: 20 },
    bands: { stockDays: [{ from: 0, changeBp: 500 }] },
  }),
  'POST /api/v1/promotions': (_ids, number) => ({ name: `Promotion ${number}`, action: { kind: 'percent', bp: 500 } }),
  'PUT /api/v1/price-books/{id}/rules': () => ({ version: 1, rules: [{ scope: 'all', method: 'percent', percentBp: -500 }] }),
  'PUT /api/v1/deals/{id}/criteria/{key}': () => ({ state: 'met', note: 'Said by mail' }),
  'POST /api/v1/deals/{id}/win': () => ({ version: 1, proof: { kind: 'purchaseOrder', note: 'Order 17' } }),
  'POST /api/v1/deals/{id}/concessions': (_ids, number) => ({
    side: 'give',
    kind: 'price',
    text: `Give ${number}`,
    valueMinor: 100,
  }),
  'PUT /api/v1/deals/{id}/walk-away': () => ({ lowestTotalMinor: 100, lowestMarginBp: 1000, note: 'Not below' }),
  // Nobody listens there: a journey of tests tells nothing to anybody.
  'POST /api/v1/webhooks': () => ({ url: 'http://127.0.0.1:65000/hook' }),
  'POST /api/v1/quotes': (ids, number) => ({ title: `Quote ${number}`, dealId: ids.first('deals') }),
  'POST /api/v1/orders': (ids, number) => ({
    accountId: ids.first('accounts'),
    contactId: ids.first('contacts'),
    dealId: ids.first('deals'),
    poNumber: `PO-${number}`,
    lines: [{ productId: ids.first('products'), name: 'Sample', quantity: '2', unitPrice: '12.5' }],
  }),
  'POST /api/v1/menu/opened': () => ({ screen: 'leads' }),
  'POST /api/v1/public-links': (ids) => ({ recordId: ids.first('deals'), page: 'deal', parts: ['stage'], language: 'en' }),
  'POST /api/v1/approvals': (ids) => ({
    subject: 'accountTransfer',
    subjectId: ids.last('accounts'),
    input: { toUserId: ids.last('users'), withDeals: false },
    note: 'They know each other',
  }),
  'POST /api/v1/approvals/{id}/signers': (ids) => ({ userId: ids.last('users') }),
  'POST /api/v1/approval-rules': (ids, number) => ({
    subject: 'accountTransfer',
    name: `Rule ${number}`,
    steps: [{ order: 1, mode: 'all', approvers: [{ kind: 'user', userId: ids.first('users') }], escalateAfterHours: 8 }],
    selfApproval: 'allow',
  }),
  'POST /api/v1/approval-absences': (ids, number) => ({
    delegateId: ids.last('users'),
    fromOn: `2999-0${number}-01`,
    untilOn: `2999-0${number}-02`,
  }),
  'POST /api/v1/invitations': (ids, number) => ({
    email: `invited${number}@example.test`,
    role: 'seller',
    teamId: ids.first('teams'),
    sendsMail: false,
  }),
};

/** Values of path parameters that are no ids. */
const pathValues: Record<string, string> = {
  '/api/v1/deals/{id}/criteria/{key}': 'needs.timingAndBudget',
  '/api/v1/exchange-rates/{currency}/{validFrom}': 'USD/2026-01-01',
  '/api/v1/imports/{id}/files/{no}': '0',
};

function expectOk(reply: RawReply): RawReply {
  if (reply.status >= 400) throw new Error(`import: ${reply.status} ${reply.text}`);
  return reply;
}

/** Uploads a file, reads it as proposed or as a map says, checks it and runs what is right. */
async function importFile(
  caller: Caller,
  server: TestServer,
  url: string,
  { name, csv, targets }: { name: string; csv: string; targets?: unknown[] },
): Promise<void> {
  expectOk(await caller.with({ 'content-type': 'text/csv' }).raw('PUT', `${url}/files?name=${name}`, Buffer.from(csv)));
  const { json } = expectOk(await caller.post(`${url}/propose`));
  const map: unknown = targets ? { version: 1, files: [{ file: name, targets }] } : json.map;
  expectOk(await caller.put(`${url}/mapping`, { map }));
  expectOk(await caller.post(`${url}/check`));
  await runJobs(server);
  expectOk(await caller.post(`${url}/start`, { skipErrors: true }));
  await runJobs(server);
}

/** Brings a file with a row that is right and one that is not. */
async function fillImport(caller: Caller, ids: Ids, server: TestServer): Promise<void> {
  const csv = 'Company,Employees\nImported one,40\nImported two,many\n';
  await importFile(caller, server, `/api/v1/imports/${ids.first('imports') ?? ''}`, { name: 'accounts.csv', csv });
}

/** Changes a price of a book by a file, which keeps what it was. */
async function fillImportedPrices(caller: Caller, ids: Ids, server: TestServer): Promise<void> {
  const url = `/api/v1/products/${ids.first('products') ?? ''}`;
  const book = expectOk(await caller.get(`/api/v1/price-books/${ids.first('price_books') ?? ''}`)).json;
  const product = expectOk(await caller.get(url)).json;
  expectOk(await caller.patch(url, { version: product.version, code: 'IMPORTED-1' }));
  const { id } = expectOk(await caller.post('/api/v1/imports', { name: 'Prices' })).json;
  const fields = {
    priceBook: { value: book.name },
    product: { column: 'Code', find: 'code' },
    amountMinor: { column: 'Price' },
  };
  await importFile(caller, server, `/api/v1/imports/${id}`, {
    name: 'prices.csv',
    csv: 'Code,Price\nIMPORTED-1,8\n',
    targets: [{ kind: 'bookPrice', fields }],
  });
}

/** Changes a variant and its cost by a file, which keeps what they were. */
async function fillImportedVariants(caller: Caller, server: TestServer): Promise<void> {
  const { id } = expectOk(await caller.post('/api/v1/imports', { name: 'Variants' })).json;
  const fields = {
    product: { column: 'Product', find: 'code' },
    code: { column: 'Code' },
    name: { column: 'Name' },
    costMinor: { column: 'Cost' },
  };
  await importFile(caller, server, `/api/v1/imports/${id}`, {
    name: 'variants.csv',
    csv: 'Product,Code,Name,Cost\nIMPORTED-1,S-1,Imported variant,4\n',
    targets: [{ kind: 'productVariant', mode: 'upsert', key: 'code', fields }],
  });
}

/** Changes what a customer calls a product by a file, which keeps what it was. */
async function fillImportedNumbers(caller: Caller, ids: Ids, server: TestServer): Promise<void> {
  const [productId = '', accountId = ''] = [ids.first('products'), ids.first('accounts')];
  expectOk(await caller.put(`/api/v1/products/${productId}/accounts/${accountId}/number`, { number: 'N-1' }));
  const account = expectOk(await caller.get(`/api/v1/accounts/${accountId}`)).json;
  const { id } = expectOk(await caller.post('/api/v1/imports', { name: 'Numbers' })).json;
  const fields = {
    account: { value: account.name },
    product: { column: 'Code', find: 'code' },
    number: { column: 'Number' },
  };
  await importFile(caller, server, `/api/v1/imports/${id}`, {
    name: 'numbers.csv',
    csv: 'Code,Number\nIMPORTED-1,N-2\n',
    targets: [{ kind: 'customerNumber', fields }],
  });
}

/** Changes an exchange rate by a file, which keeps what it was. */
async function fillImportedRates(caller: Caller, server: TestServer): Promise<void> {
  const { id } = expectOk(await caller.post('/api/v1/imports', { name: 'Rates' })).json;
  const fields = { currency: { column: 'Currency' }, validFrom: { column: 'Date' }, rate: { column: 'Rate' } };
  await importFile(caller, server, `/api/v1/imports/${id}`, {
    name: 'rates.csv',
    csv: 'Currency,Date,Rate\nUSD,2026-01-01,7.3\n',
    targets: [{ kind: 'exchangeRate', fields }],
  });
}

/** Puts the last of everything that has a bin into it. */
async function fillBins(caller: Caller, ids: Ids, operations: Operation[]): Promise<void> {
  for (const { path } of operations.filter((operation) => operation.path.endsWith('/{id}/restore'))) {
    const [, , , segment = ''] = path.split('/');
    const id = ids.last(ids.tableOf(segment) ?? '') ?? '';
    const reply = await caller.delete(`/api/v1/${segment}/${id}`);
    if (reply.status !== 200) throw new Error(`DELETE ${segment}: ${reply.status} ${reply.text}`);
  }
}

/** Adds fields, one of them unique, and an account that has a value of it. */
async function fillCustomFields(caller: Caller): Promise<void> {
  const field = (key: string, isUnique: boolean) => ({ object: 'account', key, kind: 'text', labels: { en: key }, isUnique });
  const replies = [
    await caller.post('/api/v1/custom-fields', field('code', true)),
    await caller.post('/api/v1/custom-fields', field('remark', false)),
    await caller.post('/api/v1/accounts', { name: 'Has a code', custom: { code: 'A-1' } }),
    await caller.post('/api/v1/accounts', { name: 'Has none' }),
  ];
  for (const { status, text } of replies) if (status !== 201) throw new Error(`custom fields: ${status} ${text}`);
}

/** Changes several records alike, which keeps what they had. */
async function fillBulkChanges(caller: Caller, ids: Ids): Promise<void> {
  const body = { select: { ids: ids.byTable.get('accounts') ?? [] }, changes: { industry: 'Sample' } };
  const { status, text } = await caller.post('/api/v1/accounts/bulk-update', body);
  if (status !== 200) throw new Error(`bulk update: ${status} ${text}`);
}

/** Gives a product variants, prices and parts, and a price book prices and rules. */
async function fillPrices(caller: Caller, ids: Ids): Promise<void> {
  const [product = '', part = ''] = ids.byTable.get('products') ?? [];
  const book = ids.first('price_books') ?? '';
  const parts = await caller.get(`/api/v1/products/${product}/parts`);
  const rules = await caller.get(`/api/v1/price-books/${book}/rules`);
  const replies = [
    await caller.put(`/api/v1/products/${product}/parts`, {
      version: parts.json.version,
      variants: [{ name: 'Sample variant', code: 'S-1' }],
      prices: [{ currency: 'EUR', amountMinor: 500 }],
      components: [{ productId: part }],
      units: [{ name: 'Sample crate', factor: '24', priceMinor: 5000 }],
    }),
    await caller.put(`/api/v1/price-books/${book}/rules`, {
      version: rules.json.version,
      rules: [{ scope: 'product', productId: product, method: 'percent', percentBp: -500 }],
    }),
    await caller.post(`/api/v1/price-books/${book}/prices`, { set: [{ productId: product, amountMinor: 900 }] }),
  ];
  for (const { status, text } of replies) if (status !== 200) throw new Error(`prices: ${status} ${text}`);
}

/** Steps after the generic ones: use cases that are not "create one of these", in the order in which people do them. */
type Step = (caller: Caller, ids: Ids, server: TestServer, workspace: TestWorkspace) => Promise<void>;
const steps: Step[] = [
  fillImport,
  fillCustomFields,
  fillBulkChanges,
  fillPrices,
  fillImportedPrices,
  (caller, _ids, server) => fillImportedVariants(caller, server),
  fillImportedNumbers,
  (caller, _ids, server) => fillImportedRates(caller, server),
  async (caller, ids) => {
    const url = `/api/v1/records/${ids.first('accounts') ?? ''}/files?name=offer.txt`;
    const reply = await caller.with({ 'content-type': 'application/octet-stream' }).raw('POST', url, Buffer.from('An offer.'));
    if (reply.status !== 201) throw new Error(`upload: ${reply.status} ${reply.text}`);
  },
  async (caller, ids) => {
    const url = '/api/v1/working-calendar';
    const { json } = await caller.get(url);
    await caller.patch(url, { version: json.version, holidays: 'CN' });
    await caller
      .with({ 'idempotency-key': 'once' })
      .post('/api/v1/activities', { recordId: ids.first('accounts'), kind: 'note', subject: 'Kept reply' });
  },
  async (caller) => {
    const replies = [
      await caller.patch('/api/v1/menu', { version: 1, pinned: ['products'] }),
      await caller.patch('/api/v1/tour', { version: 1, skipped: ['invite'] }),
    ];
    for (const { status, text } of replies) if (status !== 200) throw new Error(`menu and tour: ${status} ${text}`);
  },
  // The owner looks as somebody else for a moment.
  async (caller, ids, _server, workspace) => {
    const userId = (ids.byTable.get('users') ?? []).find((id) => id !== workspace.owner.id);
    const replies = [await caller.post('/api/v1/session/viewing', { userId }), await caller.delete('/api/v1/session/viewing')];
    for (const { status, text } of replies) if (status !== 200) throw new Error(`viewing: ${status} ${text}`);
  },
  // A quote goes out, the next revision is begun, and the customer declines the first.
  async (caller, ids, server) => {
    const url = `/api/v1/quotes/${ids.first('quotes') ?? ''}`;
    const { json } = await caller.get(`${url}/document`);
    const line = {
      id: 'a',
      kind: 'item',
      name: 'Sample',
      unitPrice: '12.50',
      productId: ids.first('products'),
      priceReason: 'Sample',
    };
    const plain = { lines: [line], payments: [], discount: null, fileIds: [], currency: 'CNY' };
    const saved = await caller.put(`${url}/document`, {
      version: json.revision.version,
      content: { ...json.revision.content, ...plain },
    });
    const replies = [
      saved,
      await caller.post(`${url}/send`, { version: saved.json.revision?.version }),
      await caller.post(`${url}/links`, {}),
      await caller.post(`${url}/revise`, { reason: 'Sample' }),
    ];
    for (const { status, text } of replies) if (status >= 400) throw new Error(`quote: ${status} ${text}`);
    const answer = new URLSearchParams({ name: 'Ms Li', reason: 'Sample', version: '1' }).toString();
    const page = new URL(replies[2]?.json.url).pathname;
    const declined = await server.anonymous
      .with({ 'content-type': 'application/x-www-form-urlencoded' })
      .post(`${page}/decline`, answer);
    const question = new URLSearchParams({ name: 'Ms Li', question: 'When?' }).toString();
    const asked = await server.anonymous
      .with({ 'content-type': 'application/x-www-form-urlencoded' })
      .post(`${page}/ask`, question);
    const [{ id: questionId }] = (await caller.get(`${url}/questions`)).json.data;
    const answered = await caller.post(`${url}/answers`, { questionId, text: 'Soon' });
    if (asked.status !== 303 || answered.status !== 201) throw new Error(`question: ${asked.status} ${answered.text}`);
    if (declined.status !== 303) throw new Error(`decline: ${declined.status} ${declined.text}`);
  },
  // Another quote is accepted with a promotion and ordered, and stays; a third can be deleted. A customer's own order is filed.
  async (caller, ids) => {
    const [, second = ''] = ids.byTable.get('quotes') ?? [];
    const url = `/api/v1/quotes/${second}`;
    const { json } = await caller.get(`${url}/document`);
    const line = {
      id: 'a',
      kind: 'item',
      name: 'Sample',
      unitPrice: '12.50',
      productId: ids.first('products'),
      priceReason: 'Sample',
    };
    const promotion = { id: ids.first('promotions'), name: 'Sample', isForAll: true, action: { kind: 'percent', bp: 500 } };
    const plain = { lines: [line], payments: [], discount: null, promotions: [promotion], fileIds: [], currency: 'CNY' };
    const saved = await caller.put(`${url}/document`, {
      version: json.revision.version,
      content: { ...json.revision.content, ...plain },
    });
    const order = `/api/v1/orders/${ids.first('orders') ?? ''}`;
    const upload = caller.with({ 'content-type': 'application/octet-stream' });
    const file = await upload.raw('POST', `/api/v1/records/${ids.first('orders') ?? ''}/files?name=po.pdf`, Buffer.from('PO'));
    const before = await caller.get(`${order}/document`);
    const lines = await caller.put(`${order}/lines`, {
      version: before.json.order.version,
      lines: [{ productId: ids.first('products'), quantity: '3', unitPrice: '9.99' }],
    });
    const replies = [
      saved,
      await caller.post(`${url}/send`, { version: saved.json.revision?.version }),
      await caller.post(`${url}/accept`, { revision: 1, by: 'Sample' }),
      await caller.post(`${url}/order`, {}),
      await caller.post('/api/v1/quotes', { title: 'Quote 3', dealId: ids.first('deals') }),
      file,
      lines,
      await caller.put(`${order}/purchase-order`, { version: lines.json.order?.version, fileId: file.json.id }),
    ];
    for (const { status, text } of replies) if (status >= 400) throw new Error(`order: ${status} ${text}`);
  },
  // A customer follows a link.
  async (caller, ids, server) => {
    const body = { recordId: ids.first('deals'), page: 'deal', parts: ['products'], language: 'en' };
    const { json, text } = await caller.post('/api/v1/public-links', body);
    const { status } = await server.anonymous.get(new URL(json.url).pathname);
    if (status !== 200) throw new Error(`public link: ${status} ${text}`);
    const coded = await caller.post('/api/v1/public-links', { ...body, code: { channel: 'mail', to: 'reader@acme.test' } });
    const asked = await server.app.inject({
      method: 'POST',
      url: `${new URL(coded.json.url).pathname}/code`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    });
    if (!asked.headers.location?.includes('code=sent')) throw new Error(`code: ${asked.statusCode} ${asked.body}`);
  },
  async (caller) => {
    const logo = await Transformer.fromRgbaPixels(new Uint8Array(400), 10, 10).png();
    for (const kind of ['logo', 'seal']) {
      const url = `/api/v1/branding/images/${kind}`;
      const reply = await caller.with({ 'content-type': 'application/octet-stream' }).raw('PUT', url, logo);
      if (reply.status !== 200) throw new Error(`${kind}: ${reply.status} ${reply.text}`);
    }
  },
  // A request that waits is told by mail, with a link that decides: by the job, or here before it.
  async (_caller, ids, server, workspace) => {
    await inTx(server.db, (tx) => makeLinks(tx, workspace.scope, ids.first('approvals') ?? ''));
  },
  // Saved only after a provider has answered, which is tested where it is made.
  async (_caller, ids, { db }, { id: workspaceId, owner }) => {
    const [role, teamId = ''] = ['seller', ids.first('teams')];
    const provider = {
      issuer: 'https://id.acme.test',
      clientId: 'crm',
      secret: 'sealed',
      scopes: 'openid',
      domains: ['acme.test'],
    };
    const people = { makesUsers: true, trustsEmail: false, unmapped: 'refuse', isActive: false, isOnly: false };
    await db
      .insertInto('singleSignOn')
      .values({ ...provider, ...people, workspaceId, role, teamId })
      .execute();
    await db
      .insertInto('singleSignOnRules')
      .values({ workspaceId, id: randomUUID(), place: 0, value: 'sales', role, teamId })
      .execute();
    const person = { issuer: provider.issuer, subject: 'one', userId: owner.id };
    await db
      .insertInto('singleSignOnPeople')
      .values({ ...person, workspaceId, id: randomUUID() })
      .execute();
  },
  // Switched off, so that its log stays as it is while others work.
  async (caller, ids) => {
    for (const id of ids.byTable.get('webhooks') ?? []) {
      const { json } = await caller.get(`/api/v1/webhooks/${id}`);
      await caller.patch(`/api/v1/webhooks/${id}`, { version: json.version, isActive: false });
    }
  },
];

export async function documentOf(server: TestServer): Promise<Operation[]> {
  return operationsOf((await server.anonymous.get('/api/openapi.json')).json);
}

/** Tables whose ids stand in a path for what has none of its own here: any record, and what is a person's in all workspaces. */
const standIns: Record<string, string> = { records: 'accounts', passkeys: 'users' };

/** The path with ids of the workspace; undefined while one of them is not there yet. */
export function ownPath(operation: Operation, ids: Ids): string | undefined {
  const values = pathValues[operation.path]?.split('/') ?? [];
  const parts = operation.path.split('/');
  const filled = parts.map((part, index) => {
    if (!part.startsWith('{')) return part;
    const schema = operation.parameters.find(({ name }) => `{${name}}` === part)?.schema ?? {};
    if (schema.format !== 'uuid') {
      return values.shift() ?? String(sample(schema, part.slice(1, -1), { id: () => undefined, isFull: false, number: 1 }));
    }
    const [above = '', segment = ''] = [parts[index - 3], parts[index - 1]];
    const table = standIns[segment] ?? ids.tableOf(segment, above);
    // Only what stands right before `restore` lies in the bin, not what it belongs to.
    return table === undefined ? undefined : ids.forPath(parts.slice(0, index + 2).join('/'), table);
  });
  return filled.includes(undefined) ? undefined : filled.join('/');
}

/** A body that the operation accepts, with ids of the workspace. */
export function sampleBody(operation: Operation, ids: Ids, number: number, isFull: boolean): unknown {
  const made = bodies[nameOf(operation)];
  if (made) return made(ids, number);
  return operation.body
    ? sample(operation.body, '', { id: (name) => ids.guess(name, operation.path), isFull, number })
    : undefined;
}

async function createOnce(caller: Caller, operation: Operation, ids: Ids, number: number): Promise<string | undefined> {
  const url = ownPath(operation, ids);
  if (url === undefined) return 'nothing to put into its path';
  let last = '';
  for (const isFull of [true, false]) {
    try {
      const reply = await caller.raw(operation.method, url, sampleBody(operation, ids, number, isFull));
      if (reply.status === operation.status) return undefined;
      last = `${reply.status} ${reply.text.slice(0, 300)}`;
    } catch (error) {
      last = String(error);
    }
  }
  return last;
}

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** Routes that only a step below can use, because something has to be done before. */
const doneInSteps: ReadonlySet<string> = new Set([
  'PUT /api/v1/imports/{id}/mapping',
  'PUT /api/v1/products/{id}/parts',
  'PUT /api/v1/price-books/{id}/rules',
  'PUT /api/v1/single-sign-on',
  'PUT /api/v1/orders/{id}/lines',
  'PUT /api/v1/orders/{id}/purchase-order',
  'POST /api/v1/quotes/{id}/links',
  'POST /api/v1/quotes/{id}/answers',
]);

/** Tries every creating route; what needs something that another makes is tried again after it. */
async function createAll(
  caller: Caller,
  server: TestServer,
  workspace: TestWorkspace,
  operations: Operation[],
): Promise<Map<string, string>> {
  const makes = ({ method, status }: Operation): boolean => (method === 'POST' && status === 201) || method === 'PUT';
  let waiting = operations.filter(
    (one) => makes(one) && !one.isPublic && !one.upload && !notContents.test(one.path) && !doneInSteps.has(nameOf(one)),
  );
  let refused = new Map<string, string>();
  for (let round = 0; round < 4 && waiting.length > 0; round++) {
    refused = new Map();
    for (const operation of waiting) {
      const ids = await readIds(server.db, workspace.id);
      const problem = await createOnce(caller, operation, ids, round * 2 + 1);
      // Twice: a list of one shows neither order nor a second row that should not be there. Of some things there is only one.
      if (problem === undefined) await createOnce(caller, operation, ids, round * 2 + 2);
      if (problem !== undefined) refused.set(nameOf(operation), problem);
    }
    const before = waiting.length;
    waiting = waiting.filter((operation) => refused.has(nameOf(operation)));
    if (waiting.length === before) break;
  }
  return refused;
}

export interface Filled {
  workspace: TestWorkspace;
  caller: Caller;
  ids: Ids;
  /** Creating routes that refused every sample, with the last refusal. */
  refused: Map<string, string>;
}

/** A workspace with something in every table, made through the API. Two calls make two workspaces alike. */
export async function fillWorkspace(server: TestServer): Promise<Filled> {
  const operations = await documentOf(server);
  const workspace = await buildWorkspace(server.db, { name: 'Sample workspace' });
  const caller = server.as(workspace.owner);
  const team = await buildTeam(server.db, workspace, { name: 'North' });
  await buildTeam(server.db, workspace, { name: 'North one', parentId: team });
  const seller = await buildUser(server.db, workspace, { team, name: 'Sample seller' });
  await buildApiKey(server.db, seller);
  const refused = await createAll(caller, server, workspace, operations);
  for (const step of steps) await step(caller, await readIds(server.db, workspace.id), server, workspace);
  await fillBins(caller, await readIds(server.db, workspace.id), operations);
  return { workspace, caller, ids: await readIds(server.db, workspace.id), refused };
}
