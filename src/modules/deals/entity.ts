import { todayIn } from '../../platform/days.ts';
import { DomainError, type FieldFault } from '../../platform/errors.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Tx } from '../../platform/tx.ts';
import { stageNames, versionNames } from '../process/entity.ts';
import { loadStages, loadStarts } from '../process/loading/service.ts';
import { type Change, defineEntity, type Input, pointerTo } from '../records/entities/rules.ts';
import { makeConverter } from '../settings/service.ts';
import { dealEndpoints, dealFields, dealLinks, DealStatus } from './contract.ts';
import { weightedAmount } from './rules.ts';

const valueInputs = ['amountMinor', 'currency', 'probabilityBp', 'stageId', 'status', 'closedOn'];

/** What a deal has before anybody says anything else: the first stage of the default process, today, the workspace's currency. */
async function withStart(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<Input[]> {
  const needsStart = changes.some(({ before, input }) => before === null && typeof input['stageId'] !== 'string');
  const start = needsStart ? (await loadStarts(tx, scope))[0] : undefined;
  const [first] = start?.stages ?? [];
  if (needsStart && (!start || !first)) throw new DomainError('deals.unknown_process');
  const placed = start && first ? { processVersionId: start.versionId, stageId: first.id, phase: first.phase } : {};
  const defaults = {
    status: 'open',
    isHistory: false,
    openedOn: todayIn(scope.timeZone),
    currency: scope.currency,
    stageEnteredAt: new Date().toISOString(),
  };
  return changes.map(({ before, input }) => {
    if (before !== null) return input['currency'] === null ? { ...input, currency: scope.currency } : input;
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
    return { ...defaults, ...(typeof given['stageId'] === 'string' ? {} : placed), ...given };
  });
}

/** A deal has a day on which it was opened, not to come and not after the one on which it was closed. */
function requireOpenedOn(changes: readonly Change[], today: string): void {
  const faults = changes.flatMap(({ before, input }, index): FieldFault[] => {
    const { openedOn, closedOn } = { ...before, ...input };
    const pointer = pointerTo(index, changes.length, 'openedOn');
    if (!('openedOn' in input)) return [];
    if (typeof openedOn !== 'string') return [{ pointer, code: 'required' }];
    if (typeof closedOn === 'string' && closedOn < openedOn) return [{ pointer, code: 'deals.closed_before_opened' }];
    return openedOn > today ? [{ pointer, code: 'deals.in_the_future' }] : [];
  });
  if (faults.length > 0) throw new DomainError('invalid_input', { fields: faults });
}

/** Where a deal of the past is said to have begun on another day, its sales cycle begins then too. */
function withFirstContact({ before, input }: Change): Input {
  const isMoved = before !== null && 'openedOn' in input && before['isHistory'] === true;
  return isMoved && before['firstContactOn'] === before['openedOn'] ? { ...input, firstContactOn: input['openedOn'] } : input;
}

/** Completes each change by the amounts that follow from it: in the workspace's currency, and weighted. */
async function withValues(tx: Tx, scope: Scope, changes: readonly Change[]): Promise<Input[]> {
  const wanted = changes.map(({ before, input }) => before === null || valueInputs.some((key) => key in input));
  const rows: Input[] = changes.map(({ before, input }) => ({ ...before, ...input }));
  const stages = await loadStages(
    tx,
    scope,
    rows.flatMap((row, index) => (wanted[index] && typeof row['stageId'] === 'string' ? [row['stageId']] : [])),
  );
  const today = todayIn(scope.timeZone);
  const dayOf = (closedOn: unknown): string => (typeof closedOn === 'string' ? closedOn : today);
  const isForeign = rows.some(
    (row, index) => wanted[index] && typeof row['amountMinor'] === 'number' && row['currency'] !== scope.currency,
  );
  const convert = isForeign
    ? await makeConverter(
        tx,
        scope,
        rows.map(({ currency, closedOn }) => ({ currency, on: dayOf(closedOn) })),
      )
    : (amountMinor: number) => amountMinor;
  const faults: FieldFault[] = [];
  const bases = rows.map((row, index) => {
    const { amountMinor, currency, closedOn } = row;
    if (!wanted[index] || typeof amountMinor !== 'number' || typeof currency !== 'string') return null;
    const day = dayOf(closedOn);
    const base = convert(amountMinor, currency, day);
    if (base !== undefined) return base;
    faults.push({
      pointer: rows.length === 1 ? '/body/currency' : `/rows/${index}/currency`,
      code: 'settings.no_rate',
      params: { currency, own: scope.currency, on: day },
    });
    return null;
  });
  const [first] = faults;
  if (first) throw new DomainError('settings.no_rate', { params: first.params, fields: faults });
  return changes.map(({ input }, index) => {
    const row = rows[index] ?? {};
    const stage = typeof row['stageId'] === 'string' ? stages.get(row['stageId']) : undefined;
    if (!wanted[index] || !stage) return input;
    const baseAmountMinor = bases[index] ?? null;
    const probabilityBp = typeof row['probabilityBp'] === 'number' ? row['probabilityBp'] : null;
    return {
      ...input,
      baseAmountMinor,
      weightedMinor: weightedAmount(baseAmountMinor, { status: DealStatus.parse(row['status']), probabilityBp, stage }),
    };
  });
}

export const dealEntity = defineEntity({
  object: 'deal',
  plural: 'deals',
  module: 'deals',
  table: 'deals',
  fields: dealFields,
  linkFilters: { product: { field: dealLinks.product, table: 'deal_products', from: 'deal_id', to: 'product_id' } },
  titleField: 'title',
  subtitleField: 'account',
  inFigures: [
    'account',
    'primaryContact',
    'amountMinor',
    'currency',
    'probabilityBp',
    'expectedCloseOn',
    'openedOn',
    'promisedOn',
    'source',
  ],
  alsoAbout: ['account', 'primaryContact'],
  endpoints: dealEndpoints,
  refTables: { stage: stageNames, processVersion: versionNames },
  prepare: async (tx, scope, changes) => {
    const inputs = await withStart(tx, scope, changes);
    const started = changes.map((change, index) => ({ ...change, input: inputs[index] ?? change.input }));
    requireOpenedOn(started, todayIn(scope.timeZone));
    return withValues(
      tx,
      scope,
      started.map((change) => ({ ...change, input: withFirstContact(change) })),
    );
  },
});
