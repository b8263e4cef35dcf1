import type { Database } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { TextSet } from '../../../platform/text-set.ts';
import type { CheckNote, CheckReport, ValueProposal } from '../contract.ts';
import { rowFaultsOfDeals } from '../deals/service.ts';
import { addFaults, clearFaults, type RowFault } from '../faults/service.ts';
import { identifyRows, type RowIdentity } from '../identities/service.ts';
import { type Coming, createFinder, listTexts, noteComing, placeOf } from '../links/service.ts';
import { loadPlan } from '../plan/service.ts';
import {
  type CellFault,
  type CompiledField,
  type CompiledTarget,
  type ReadRow,
  readRow,
  withoutFixedRole,
} from '../reading/rules.ts';
import type { TargetCounts } from '../running/contract.ts';
import { countErrors, faultOf, newProgress, reportOf, type RunProgress } from '../running/rules.ts';
import { eachBatch, type StagedRow } from '../staging/service.ts';
import type { ImportRow } from '../state/rules.ts';
import { changeLeased, type Lease } from '../state/service.ts';
import { trialOf } from '../targets/service.ts';
import type { Trial } from '../targets/work/rules.ts';
import { circularRows, isSelfLinked } from '../ordering/service.ts';
import {
  type Candidate,
  candidatesOfList,
  countUnknown,
  isSpelled,
  proposeSpellings,
  proposeValues,
  type UnknownValues,
  unknownCodes,
} from './rules.ts';

const batchSize = 2000;

interface Check {
  db: Database;
  scope: Scope;
  row: ImportRow;
  lease: Lease;
  targets: readonly CompiledTarget[];
  coming: Coming;
  progress: RunProgress;
}

/**
 * Reads everything, says what would happen and what is wrong, row by row, and changes no record. What rows of one kind
 * will make counts as there for the kinds after it.
 */
export async function checkRows(db: Database, scope: Scope, row: ImportRow, lease: Lease): Promise<CheckReport> {
  const { targets, total } = await loadPlan(db, scope, row);
  await clearFaults(db, scope, row.id);
  const check: Check = { db, scope, row, lease, targets, coming: new Map(), progress: newProgress('check', targets, total) };
  const report: Required<CheckReport> = { targets: [], proposals: [], notes: [], errors: 0 };
  for (const target of targets) {
    const done = await checkTarget(check, target);
    report.targets.push(done.report);
    report.proposals.push(...done.proposals);
    report.notes.push(...done.notes);
  }
  report.targets.sort((a, b) => a.no - b.no);
  report.errors = countErrors(report);
  return report;
}

interface TargetCheck {
  report: CheckReport['targets'][number];
  proposals: ValueProposal[];
  notes: CheckNote[];
}

async function checkTarget(check: Check, target: CompiledTarget): Promise<TargetCheck> {
  const { db, scope, row } = check;
  const report = reportOf(target);
  const unknown: UnknownValues = new Map();
  const words: UnknownValues = new Map();
  let undated = 0;
  const spelled = target.fields.filter(isSpelled);
  const finder = createFinder(db, scope, check.coming);
  const keys = new TextSet();
  const trial = trialOf(db, scope, target.spec.kind);
  const circular = await circularRows(db, scope, row.id, target, check.coming);
  for await (const batch of eachBatch(db, scope, row.id, target.fileNo, batchSize)) {
    await finder.prepare(target, batch);
    const rows = batch.map((staged) => ({ staged, ...readRow(target, staged.cells, finder.find) }));
    const identities = await identifyRows(db, scope, target, rows);
    const read = rows.map((one, at) => {
      const identity = identities[at] ?? { text: '', label: '', ids: [] };
      return { ...one, identity, id: identity.ids[0] ?? null };
    });
    const extra = target.spec.kind === 'deal' ? await rowFaultsOfDeals(db, scope, read) : new Map<number, CellFault[]>();
    const judged = read.map((one, index): Judged => {
      const all = [...one.faults, ...(extra.get(index) ?? []), ...(circular.has(one.staged.no) ? [circularFault(target)] : [])];
      return { ...one, faults: all, outcome: outcomeOf(target, one.staged, one.identity, keys, all) };
    });
    const faults: RowFault[] = [];
    for (const { staged, values, faults: all, outcome } of await tryRows(trial, target, judged)) {
      report.counts[outcome] += 1;
      faults.push(...all.map((fault) => ({ ...fault, rowNo: staged.no })));
      for (const fault of all)
        if (unknownCodes.has(fault.code) && fault.field !== null) countUnknown(unknown, fault.field, fault.value ?? '');
      for (const field of spelled) {
        const text = field.textOf(staged.cells).trim();
        if (text !== '') countUnknown(words, field.target.key, text);
      }
      if (outcome === 'create') noteMade(check, target, staged);
      if (outcome === 'create' && values['openedOn'] === undefined) undated += 1;
    }
    await addFaults(db, scope, row.id, target.no, faults);
    check.progress.done += batch.length;
    await changeLeased(db, scope, check.lease, { progress: check.progress });
  }
  const { no: targetNo, file } = target;
  const notes: CheckNote[] =
    target.spec.kind === 'deal' && undated > 0 ? [{ targetNo, file, code: 'noOpeningDay', rows: undated }] : [];
  return { report, notes, proposals: [...(await proposals(check, target, unknown)), ...proposeSpellings(target, words)] };
}

type Outcome = keyof TargetCounts;

interface Judged extends ReadRow {
  staged: StagedRow;
  id: string | null;
  outcome: Outcome;
}

/** Asks the rules of the kind what they would refuse, and which rows would change nothing: as the run will find it. */
async function tryRows(trial: Trial, target: CompiledTarget, judged: readonly Judged[]): Promise<Judged[]> {
  const news = judged.filter(({ outcome }) => outcome === 'create');
  const updates = judged.flatMap((one) =>
    one.outcome === 'update' && one.id !== null ? [{ ...one, id: one.id, values: withoutFixedRole(target, one.values) }] : [],
  );
  const created = await trial.creates(news);
  const { refusals, changed } = await trial.updates(updates);
  const placeOfRow = (rows: readonly { staged: StagedRow }[]) => new Map(rows.map(({ staged }, place) => [staged.no, place]));
  const [newPlaces, updatePlaces] = [placeOfRow(news), placeOfRow(updates)];
  return judged.map((one): Judged => {
    const [place, isNew] = [newPlaces.get(one.staged.no) ?? updatePlaces.get(one.staged.no), newPlaces.has(one.staged.no)];
    if (place === undefined) return one;
    const reasons = (isNew ? created : refusals).get(place) ?? [];
    const faults = reasons.map((reason) => faultOf(target, one.staged.cells, reason));
    if (faults.length > 0) return { ...one, faults, outcome: 'error' };
    return isNew || one.waits.length > 0 || changed.has(place) ? one : { ...one, outcome: 'same' };
  });
}

function circularFault(target: CompiledTarget): CellFault {
  const field = target.fields.find((each) => isSelfLinked(target, each));
  return { field: field?.target.key ?? null, value: null, code: 'exchange.circular', params: {} };
}

/** What becomes of a row; a second row of the same key is one too many, unless such rows are one record. */
function outcomeOf(
  target: CompiledTarget,
  staged: StagedRow,
  { text, label: value, ids: there }: RowIdentity,
  keys: TextSet,
  faults: CellFault[],
): Outcome {
  const field = target.key?.target.key ?? null;
  if (target.key && text === '' && faults.length === 0) {
    if (target.spec.distinct) return 'skip';
    faults.push({ field, value: null, code: 'required', params: {} });
  }
  if (text !== '') {
    const first = keys.seen(text, staged.no);
    if (first !== undefined && target.spec.distinct) return 'skip';
    if (first !== undefined) faults.push({ field, value, code: 'exchange.duplicate_key', params: { value, row: first } });
  }
  if (there.length > 1) faults.push({ field, value, code: 'exchange.several_found', params: { value, count: there.length } });
  if (there.length === 1 && target.spec.mode === 'create')
    faults.push({ field, value, code: 'exchange.exists', params: { value } });
  if (there.length === 0 && target.spec.mode === 'update' && text !== '')
    faults.push({ field, value, code: 'exchange.not_found', params: { value } });
  if (faults.length > 0) return 'error';
  if (there.length === 0) return 'create';
  return target.spec.kind === 'team' ? 'same' : 'update';
}

/** Notes the texts by which later rows may point to what this row makes. */
function noteMade(check: Check, target: CompiledTarget, staged: StagedRow): void {
  for (const find of wantedFields(check.targets, target)) {
    const source = target.fields.find(({ target: { key } }) => key === (find === 'name' ? target.kind.nameField : find));
    const text = source?.textOf(staged.cells).trim() ?? '';
    if (text === '') continue;
    noteComing(check.coming, placeOf(target.spec.kind, find), text);
  }
}

/** The fields by which links of this import look for records of a target's kind. */
function wantedFields(targets: readonly CompiledTarget[], { spec }: CompiledTarget): Set<string> {
  return new Set(
    targets.flatMap(({ fields }) => fields.filter(({ target }) => target.target === spec.kind).map(({ find }) => find)),
  );
}

async function proposals({ db, scope, coming }: Check, target: CompiledTarget, unknown: UnknownValues): Promise<ValueProposal[]> {
  const candidates = new Map<CompiledField, readonly Candidate[]>();
  for (const name of new Set([...unknown.values()].map(({ field }) => field))) {
    const field = target.fields.find(({ target: { key } }) => key === name);
    if (!field) continue;
    if (field.target.target === undefined) candidates.set(field, candidatesOfList(field));
    else {
      const there = await listTexts(db, scope, field.target.target, field.find);
      const texts = new Set([...there, ...(coming.get(placeOf(field.target.target, field.find))?.texts ?? [])]);
      candidates.set(
        field,
        [...texts].map((text) => ({ text, code: text, label: text })),
      );
    }
  }
  return proposeValues(target, unknown, (field) => candidates.get(field) ?? []);
}

/** Refuses to run what has rows that cannot be read, unless they are to be left out. */
export function refuseErrors(report: CheckReport | null, skipsErrors: boolean): void {
  if (report && report.errors > 0 && !skipsErrors)
    throw new DomainError('exchange.has_errors', { status: 409, params: { count: report.errors } });
}
