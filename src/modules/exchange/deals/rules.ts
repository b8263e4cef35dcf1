import { canonicalDecimal } from '../../../platform/decimal.ts';
import { choice, date, decimal, defineFields, longText, ref } from '../../../platform/fields.ts';
import { dealFields, dealStatuses, lostReasons } from '../../deals/contract.ts';
import type { NewDeal } from '../../deals/rules.ts';
import type { Input } from '../../records/entities/rules.ts';
import type { TargetField } from '../targets/rules.ts';

const extras = defineFields({
  stage: choice(['stage'], { synonyms: dealFields.stage.synonyms ?? [] }),
  status: choice(dealStatuses, { synonyms: dealFields.status.synonyms ?? [] }),
  closedOn: date({ synonyms: dealFields.closedOn.synonyms ?? [] }),
  lostReason: choice(lostReasons, { synonyms: dealFields.lostReason.synonyms ?? [] }),
  lostNote: longText({ max: 4000, synonyms: ['lost note', '输单说明'] }),
  lostCompetitor: ref('competitor', { synonyms: dealFields.lostCompetitor.synonyms ?? [] }),
  product: ref('product', { synonyms: dealFields.productSummary.synonyms ?? [] }),
  quantity: decimal({ synonyms: ['quantity', 'qty', '数量'] }),
});

/** What a deal of the past has besides the fields that people write: where it stands, how it ended, what it was about. */
export function dealExtras(): TargetField[] {
  return Object.entries(extras).map(([key, field]) => {
    const isRef = field.kind === 'ref';
    const label = key in dealFields ? `deals:fields.deal.${key}` : `exchange:fields.deal.${key}`;
    const target = isRef ? { target: field.target ?? '' } : {};
    const choiceLabels = field.kind === 'choice' ? { choiceLabels: `deals:choices.deal.${key}` } : {};
    // One column often says both: "Prospecting", "Won".
    const alsoFrom = key === 'status' ? { alsoFrom: 'stage' } : {};
    return { key, property: isRef ? `${key}Id` : key, field, label, isKey: false, ...target, ...choiceLabels, ...alsoFrom };
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const lostKeys = ['lostReason', 'lostNote', 'lostCompetitorId'] as const;
const outcomes = { lostReason: 'lostReason', lostNote: 'lostNote', lostCompetitorId: 'lostCompetitorId' } as const;

/** The deal that a row of the past makes. Without a status, a closing day and a lost reason tell. */
export function dealOf(values: Input): NewDeal {
  const { id: _id, stage, status, closedOn, lostReason, lostNote, lostCompetitorId, productId, quantity, ...rest } = values;
  const known = dealStatuses.find((each) => each === status);
  const lost = Object.fromEntries(
    Object.entries({ lostReason, lostNote, lostCompetitorId }).filter(
      ([key, value]) => key in outcomes && typeof value === 'string',
    ),
  );
  const product = textOf(productId);
  return {
    values: rest,
    ...(textOf(stage) === undefined ? {} : { stageId: textOf(stage) }),
    ...(known === undefined ? {} : { status: known }),
    ...(isClosed(known) ? { closedOn: textOf(closedOn) ?? null } : {}),
    ...lost,
    ...(product === undefined
      ? {}
      : { products: [{ productId: product, ...(textOf(quantity) === undefined ? {} : { quantity: textOf(quantity) }) }] }),
  };
}

/** Where a deal stands and how it ended. The stage is its key: a newer version of the process has stages of its own. */
export type Place = Readonly<Partial<Record<'stage' | 'status' | 'closedOn' | keyof typeof outcomes, string | null>>>;

const placeKeys = ['stage', 'status', 'closedOn', ...lostKeys] as const;

/** What a row says of where its deal stands. */
export function placeOf(values: Input): Place {
  return Object.fromEntries(
    placeKeys.filter((key) => values[key] !== undefined).map((key) => [key, textOf(values[key]) ?? null]),
  );
}

/**
 * What of a row's place is otherwise than a deal's that is here. As where the row makes a deal, a day of closing is none of
 * an open one and a reason of losing none of a won one.
 */
export function placeChanges(there: Place, { status, closedOn, ...row }: Place): (keyof Place)[] {
  const given = { status, ...row, ...(status && !isClosed(status) ? {} : { closedOn }) };
  const isOther = (key: keyof typeof given) => given[key] !== undefined && given[key] !== (there[key] ?? null);
  const keys = ['stage', 'status', 'closedOn', ...(status && status !== 'lost' ? [] : lostKeys)] as const;
  return keys.filter(isOther);
}

/** A product line of a deal that is here. */
export interface KnownLine {
  productId: string;
  quantity: string;
}

/** What of a row's product is otherwise than the lines of a deal that is here; one line of several is enough to agree. */
export function productChanges(lines: readonly KnownLine[], { productId, quantity }: Input): ('productId' | 'quantity')[] {
  const product = textOf(productId);
  const named = product === undefined ? lines : lines.filter((line) => line.productId === product);
  if (product !== undefined && named.length === 0) return ['productId'];
  const wanted = textOf(quantity);
  if (wanted === undefined) return [];
  const isSame = named.some((line) => canonicalDecimal(line.quantity) === canonicalDecimal(wanted));
  return isSame ? [] : ['quantity'];
}

export function isClosed(status: unknown): boolean {
  return status === 'won' || status === 'lost' || status === 'completed';
}
