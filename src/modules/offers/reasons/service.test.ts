import { describe, expect, test } from 'vitest';
import { buildWorkspace } from '../../../../test/build.ts';
import { testServer } from '../../../../test/http.ts';
import { products } from '../../catalogue/contract.ts';
import { updateTermsPolicy } from '../../settings/terms/contract.ts';
import { QuoteLine } from '../content/contract.ts';
import { quotes } from '../contract.ts';
import { getQuoteDocument, saveQuoteDocument, sendQuote } from '../revisions/contract.ts';

const server = await testServer();
const offList = { code: 'offers.reason_off_list' };
const givenAway = { code: 'offers.reason_given_away' };
const credit = { code: 'offers.reason_credit' };
const underTarget = { code: 'offers.reason_under_target' };

async function shop() {
  const { owner } = await buildWorkspace(server.db);
  const api = server.as(owner);
  const make = async (body: object): Promise<string> =>
    (await api.call(products.create, { body: { name: 'Pump', priceMinor: 100_00, ...body } })).id;
  const [plain, guarded] = [await make({}), await make({ costMinor: 60_00, targetMarginBp: 3000 })];
  const write = async (line: object) => {
    const { id } = await api.call(quotes.create, { body: { title: 'Pumps' } });
    const params = { id };
    const { revision } = await api.call(getQuoteDocument, { params });
    const own = QuoteLine.parse({ id: 'a', kind: 'item', name: 'Pump', ...line });
    // What credits are taken off.
    const lines = own.isCredit ? [own, QuoteLine.parse({ id: 'b', kind: 'item', name: 'Press', unitPrice: '5000' })] : [own];
    const content = { ...revision.content, lines };
    const saved = await api.call(saveQuoteDocument, { params, body: { version: revision.version, content } });
    return { params, body: { version: saved.revision.version } };
  };
  return { api, plain, guarded, write };
}

describe('a price that is off the list or below the target margin', () => {
  test('goes out with a reason alone, and nothing else asks for one', async () => {
    const { api, plain, guarded, write } = await shop();
    const cases = [
      { line: { productId: plain, unitPrice: '90' }, is: offList },
      { line: { productId: plain, unitPrice: '110' }, is: offList },
      { line: { productId: plain, unitPrice: '90', priceReason: '  ' }, is: offList },
      { line: { productId: guarded, unitPrice: '80' }, is: underTarget },
      // At the list price, and given away by the discount.
      { line: { productId: guarded, unitPrice: '100', discount: { kind: 'share', bp: 2000 } }, is: underTarget },
      { line: { productId: guarded, unitPrice: '80', priceReason: 'The last of an old series' }, is: null },
      { line: { productId: guarded, unitPrice: '100' }, is: null },
      { line: { productId: plain, unitPrice: '100', discount: { kind: 'share', bp: 500 } }, is: null },
      { line: { unitPrice: '3' }, is: null },
      { line: { productId: plain, unitPrice: '0' }, is: offList },
      { line: { unitPrice: '3', discount: { kind: 'share', bp: 10_000 } }, is: givenAway },
      { line: { unitPrice: '3', discount: { kind: 'amount', minor: 300 } }, is: givenAway },
      { line: { unitPrice: '0' }, is: null },
      { line: { unitPrice: '90', isCredit: true }, is: credit },
      { line: { productId: plain, unitPrice: '110', isCredit: true }, is: credit },
      { line: { productId: plain, unitPrice: '100', isCredit: true }, is: null },
      { line: { unitPrice: '90', isCredit: true, priceReason: 'Damage' }, is: null },
    ];
    for (const { line, is } of cases) {
      const draft = await write(line);
      if (is === null) expect((await api.call(sendQuote, draft)).quote.state).toBe('sent');
      else
        expect(await api.refused(sendQuote, draft)).toMatchObject({
          status: 422,
          code: 'offers.reason_missing',
          detail: expect.stringContaining('Pump'),
          faults: [{ lineId: 'a', place: 'priceReason', ...is }],
        });
    }
  });

  test('is not asked about where the workspace does not want it', async () => {
    const { api, plain, write } = await shop();
    const draft = await write({ productId: plain, unitPrice: '90' });
    const policy = await api.call(updateTermsPolicy, { body: { version: 1, asksPriceReason: false } });
    expect(policy).toMatchObject({ asksPriceReason: false, version: 2 });
    expect((await api.call(sendQuote, draft)).quote.state).toBe('sent');
  });
});
