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

export function isClosed(status: unknown): boolean {
  return status === 'won' || status === 'lost' || status === 'completed';
}
