import { z } from 'zod';
import type { Db } from '../../../../platform/db.ts';
import { DomainError, invalidField } from '../../../../platform/errors.ts';
import { translate } from '../../../../platform/i18n.ts';
import { localize } from '../../../../platform/languages.ts';
import { reaches } from '../../../../platform/rights.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { FieldChoice, SubjectContext, SubjectKind, SubjectState } from '../../../approvals/subjects/rules.ts';
import { loadStarts } from '../../../process/loading/service.ts';
import { DealStatus } from '../../contract.ts';
import { askGates, describeCriterion } from '../../criteria/service.ts';
import { loadPlace } from '../../moves/service.ts';
import { directionOf, isMovable, stagesPassed } from '../../rules.ts';
import { findDealRow } from '../../service.ts';
import { entrySubject, stateOfEntry } from '../service.ts';

/** Into which stage, and whether what is missing shall be let pass. */
const AskedEntry = z.object({ toStageId: z.uuid(), isWaived: z.boolean().default(false) });

function askedIn(input: unknown): z.infer<typeof AskedEntry> {
  const { data } = AskedEntry.safeParse(input ?? {});
  if (!data) throw invalidField('/body/input/toStageId', 'required');
  return data;
}

/** The deal, where it stands, where it shall go, and what is missing on the way. */
async function find(db: Db, scope: Scope, dealId: string, input: unknown) {
  const { toStageId, isWaived } = askedIn(input);
  const deal = await findDealRow(db, scope, dealId);
  const { version, stage: from } = await loadPlace(db, scope, deal);
  const to = version.stages.find(({ id }) => id === toStageId);
  if (!to) throw invalidField('/body/input/toStageId', 'deals.unknown_stage');
  const passed = stagesPassed(version.stages, from, to);
  const { missing } = await askGates(db, scope, deal, passed, version.gateMode);
  return { deal, from, to, missing, isWaived };
}

async function load(db: Db, scope: Scope, dealId: string, input: unknown, wanted?: ReadonlySet<string>): Promise<SubjectState> {
  const { deal, from, to, missing, isWaived } = await find(db, scope, dealId, input);
  return stateOfEntry(db, scope, { deal, from, to, unmet: missing.length, isWaived }, wanted);
}

/** Whoever may move the deal may ask, for a stage that lies ahead of it. */
async function permitAsking(db: Db, scope: Scope, dealId: string, input: unknown): Promise<void> {
  const { deal, from, to } = await find(db, scope, dealId, input);
  if (!reaches(scope, 'deal', 'move', deal)) throw new DomainError('forbidden', { params: { object: 'deal', action: 'move' } });
  if (!isMovable(DealStatus.parse(deal.status))) throw new DomainError('deals.not_open');
  const direction = directionOf(from, to);
  if (direction === null || direction === 'back') throw new DomainError('deals.same_stage');
}

/** Where the deal stands and what is missing. */
async function context(db: Db, scope: Scope, dealId: string, input: unknown): Promise<SubjectContext> {
  const { deal, from, missing } = await find(db, scope, dealId, input);
  const said = (key: string): string => translate(scope.language, `deals:entry.${key}`);
  const lacking = missing.map((criterion) => ({
    label: said('lacks'),
    text: describeCriterion(scope, from.id, criterion).name,
  }));
  const next = deal.nextStepText === null ? [] : [{ label: said('nextStep'), text: deal.nextStepText }];
  return {
    facts: [{ label: said('now'), text: localize(from.names, scope.language) ?? from.key }, ...next, ...lacking],
    history: [],
  };
}

/** The stages of all processes, by their keys: a rule is about a stage in every version. */
async function stageChoices(db: Db, scope: Scope): Promise<FieldChoice[]> {
  const stages = (await loadStarts(db, scope)).flatMap((start) => start.stages);
  const named = new Map<string, Set<string>>();
  for (const { key, names } of stages) named.set(key, (named.get(key) ?? new Set()).add(localize(names, scope.language) ?? key));
  return [...named].map(([value, labels]) => ({ value, label: [...labels].join(' / ') }));
}

/** A deal is to come into a stage (进入阶段审批): asked only where a rule says so. */
export const stageEntry: SubjectKind = {
  key: entrySubject,
  object: 'deal',
  label: 'deals:entry.approval',
  fields: [
    { key: 'stage', label: 'deals:entry.stage', kind: 'text', worse: 'change', choices: stageChoices },
    { key: 'amountMinor', label: 'deals:entry.amountMinor', kind: 'money', worse: 'higher', of: 'amountMinor' },
    {
      key: 'marginBp',
      label: 'deals:entry.marginBp',
      kind: 'percent',
      worse: 'lower',
      right: ['quote', 'seeCost'],
      reveals: ['product', 'costMinor'],
    },
    { key: 'unmetCount', label: 'deals:entry.unmetCount', kind: 'number', worse: 'higher' },
    { key: 'isWaived', label: 'deals:entry.isWaived', kind: 'flag', worse: 'higher' },
    { key: 'isSkipping', label: 'deals:entry.isSkipping', kind: 'flag', worse: 'higher' },
  ],
  lineFields: [],
  aggregates: [],
  presets: [],
  otherwise: [],
  permit: permitAsking,
  load,
  context,
};
