import { useEffect, useRef } from 'react';
import { call } from '../../../web/api.ts';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { findPrices, maximumPriceLines, type Price } from '../../catalogue/pricing/contract.ts';
import type { QuoteLine } from '../content/contract.ts';
import { partsAsked } from '../parts/rules.ts';
import { changeUnit, chargeIn, type UnitBasis } from '../units/rules.ts';
import { type Draft, patchLine, setUnitCost } from './draft.ts';
import type { DraftEditor } from './use-draft.ts';

type ItemLine = QuoteLine & { productId: string };

/** By line, what it was sold at before its unit was changed. */
type Bases = Map<string, UnitBasis>;

/** A line in a unit, priced for it, with what one of it costs where that is known. */
function changed(draft: Draft, asked: ItemLine, unit: string | null, price: Price, bases: Bases): Draft {
  const line = draft.content.lines.find(({ id }) => id === asked.id);
  const { currency } = draft.content;
  if (!line || line.productId !== asked.productId || line.variantId !== asked.variantId || price.currency !== currency)
    return draft;
  const { change, cost, basis } = changeUnit(line, draft.costs[line.id], bases.get(line.id), unit, price);
  bases.set(line.id, basis);
  const charge = chargeIn(line.charge, change.unit);
  return setUnitCost(patchLine(draft, line.id, { ...change, charge }), line.id, cost ?? null);
}

/** Lines of products in another unit each: the catalogue is asked how large it is and what one costs, once for all of them. */
export function useChangeUnit(
  editor: DraftEditor,
  accountId: string | null,
): (units: ReadonlyMap<string, string | null>) => void {
  const on = useFormat().today();
  const latest = useRef(editor);
  const bases = useRef<Bases>(new Map());
  // What is being saved is where the next change starts: the server works out the same from it.
  useEffect(() => {
    if (editor.save === 'saving') bases.current.clear();
  }, [editor.save]);
  useEffect(() => {
    latest.current = editor;
  });
  const change = async (units: ReadonlyMap<string, string | null>): Promise<void> => {
    const { lines, currency } = latest.current.draft.content;
    const asked = lines
      .filter((line): line is ItemLine => line.productId !== null && units.has(line.id))
      .slice(0, maximumPriceLines);
    if (asked.length === 0) return;
    const body = asked.map(({ id, productId, variantId, quantity, parts }) => ({
      productId,
      variantId,
      quantity: /[1-9]/.test(quantity) ? quantity : '1',
      unit: units.get(id) ?? null,
      ...partsAsked({ parts }),
    }));
    const { data } = await call(findPrices, { body: { accountId, on, currency, lines: body } });
    latest.current.change((draft) =>
      asked.reduce((made, line, index) => {
        const price = data[index];
        return price ? changed(made, line, units.get(line.id) ?? null, price, bases.current) : made;
      }, draft),
    );
  };
  // Once what was typed or pasted is part of the draft.
  return (units) => void setTimeout(() => void change(units).catch(showProblem));
}
