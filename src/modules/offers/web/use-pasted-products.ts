import { useEffect, useRef } from 'react';
import { formatAmount } from '../../../platform/money.ts';
import { call } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { type Product, products } from '../../catalogue/contract.ts';
import { findNamedProducts } from '../../catalogue/numbers/contract.ts';
import { findPrices, type Price } from '../../catalogue/pricing/contract.ts';
import { listTaxClasses, type TaxClass } from '../../settings/taxes/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { atFound, isUnpriced } from '../pricing/rules.ts';
import { taxOf } from '../revisions/rules.ts';
import { chargeIn } from '../units/rules.ts';
import { type Draft, type Pasted, patchLine, setUnitCost } from './draft.ts';
import type { DraftEditor } from './use-draft.ts';

/** As many codes as one filter takes. */
const most = 200;

type PastedLines = Pick<Pasted, 'ids' | 'taxed'>;

interface Known {
  product: Product;
  price: Price | null;
  tax: Partial<QuoteLine>;
}

/** What a line was pasted as. */
const codeOf = ({ name }: QuoteLine): string => name.trim().toLowerCase();

/** A line whose item was the code of a product becomes one of it; what was pasted with it stays. */
function recognised(draft: Draft, line: QuoteLine, { product, price, tax }: Known): Draft {
  const { currency } = draft.content;
  const minor = price?.unitPriceMinor ?? null;
  const unit = price?.unit ?? line.unit ?? product.unit;
  const made = patchLine(draft, line.id, {
    productId: product.id,
    name: product.name,
    code: product.code,
    unit,
    charge: chargeIn(line.charge, unit),
    ...(price?.conversion ? { conversion: price.conversion } : {}),
    note: line.note ?? product.description?.slice(0, 4000) ?? null,
    ...tax,
    ...(isUnpriced(line) ? atFound(line, minor, currency) : { foundPriceMinor: minor }),
  });
  const cost = price?.costMinor ?? null;
  return cost === null || made.costs[line.id] !== undefined ? made : setUnitCost(made, line.id, formatAmount(cost, currency));
}

/** Products by their codes, those that are no longer sold among them. */
async function findByCode(lines: readonly QuoteLine[]): Promise<Map<string, Product>> {
  const codes = [...new Set(lines.map(({ name }) => name.trim()))].filter((code) => code !== '' && code.length <= 60);
  if (codes.length === 0) return new Map();
  const filter = JSON.stringify({ field: 'code', op: 'in', value: codes.slice(0, most) });
  const { data } = await call(products.list, { query: { filter, limit: most } });
  return new Map(data.flatMap((product) => (product.code === null ? [] : [[product.code.toLowerCase(), product]])));
}

/** Products by what the customer calls them: what stands for two of them is left as it was pasted. */
async function findByNumber(lines: readonly QuoteLine[], accountId: string | null): Promise<Map<string, Product>> {
  const texts = [...new Set(lines.map(({ name }) => name.trim()))].filter((text) => text !== '' && text.length <= 200);
  if (accountId === null || texts.length === 0) return new Map();
  // A customer that one may not see has no numbers for whoever looks.
  const named = await call(findNamedProducts, { body: { accountId, texts: texts.slice(0, most) } }).catch(() => ({ data: [] }));
  const ids = [...new Set(named.data.map(({ product }) => product.id))].slice(0, most);
  if (ids.length === 0) return new Map();
  const filter = JSON.stringify({ field: 'id', op: 'in', value: ids });
  const { data } = await call(products.list, { query: { filter, limit: most } });
  const byId = new Map(data.map((product) => [product.id, product]));
  const byText = Map.groupBy(
    named.data.flatMap(({ product, number, name }) =>
      [number, name].flatMap((text) => (text === null ? [] : [[text.toLowerCase(), product.id] as const])),
    ),
    ([text]) => text,
  );
  return new Map(
    [...byText].flatMap(([text, found]) => {
      const [id, other] = new Set(found.map(([, one]) => one));
      const product = id === undefined || other !== undefined ? undefined : byId.get(id);
      return product ? [[text, product] as const] : [];
    }),
  );
}

interface Context {
  accountId: string | null;
  /** Codes of products that are no longer sold were pasted: their lines stay as they are. */
  onArchived: (codes: readonly string[]) => void;
}

/** Recognises products by their codes, or by what the customer calls them, in lines that were pasted, and asks for all their prices at once. */
export function usePastedProducts(editor: DraftEditor, { accountId, onArchived }: Context): (pasted: PastedLines) => void {
  const on = useFormat().today();
  const latest = useRef(editor);
  useEffect(() => {
    latest.current = editor;
  });
  const recognise = async ({ ids, taxed }: PastedLines, lines: readonly QuoteLine[], currency: string): Promise<void> => {
    const fresh = new Set(ids);
    const pasted = lines.filter(({ id, kind, productId }) => fresh.has(id) && kind === 'item' && productId === null);
    // What the customer calls a product goes before a code of ours: the list is likely theirs.
    const [ours, theirs] = await Promise.all([findByCode(pasted), findByNumber(pasted, accountId)]);
    const all = [...ours, ...theirs];
    const byCode = new Map(all.filter(([, product]) => product.isActive));
    const gone = pasted.filter((line) => !byCode.has(codeOf(line)) && new Map(all).has(codeOf(line)));
    if (gone.length > 0) onArchived(gone.map(({ name }) => name.trim()));
    const said = new Set(taxed);
    const known = pasted.filter((line) => byCode.has(codeOf(line)));
    if (known.length === 0) return;
    const asked = known.map((line) => ({
      productId: byCode.get(codeOf(line))?.id ?? '',
      quantity: /[1-9]/.test(line.quantity) ? line.quantity : '1',
      unit: line.unit,
    }));
    const [prices, classes] = await Promise.all([
      call(findPrices, { body: { accountId, on, currency, lines: asked.slice(0, 500) } }),
      // Whoever may not see the classes gets the usual tax.
      call(listTaxClasses).catch((): { data: TaxClass[] } | null => null),
    ]);
    const found = new Map(known.map((line, index) => [line.id, prices.data[index] ?? null]));
    latest.current.change((draft) =>
      draft.content.lines.reduce((made, line) => {
        const product = found.has(line.id) ? byCode.get(codeOf(line)) : undefined;
        if (!product || line.productId !== null || draft.content.currency !== currency) return made;
        const tax = classes && !said.has(line.id) ? taxOf(classes.data, product.taxClass, on) : {};
        return recognised(made, line, { product, price: found.get(line.id) ?? null, tax });
      }, draft),
    );
  };
  return (pasted) => {
    // Once the pasted lines are part of the draft, so that undo goes back to them first.
    setTimeout(() => {
      const { lines, currency } = latest.current.draft.content;
      recognise(pasted, lines, currency).catch(showProblem);
    });
  };
}
