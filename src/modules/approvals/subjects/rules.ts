import type { Db } from '../../../platform/db.ts';
import type { Language } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { ChainStep } from '../chains/contract.ts';
import type { Aggregation, FieldKind, Worse } from '../conditions/contract.ts';
import { type Condition, type Values, withAggregates } from '../conditions/rules.ts';
import type { Directions, Rule } from '../rules.ts';

export interface FieldChoice {
  value: string;
  label: string;
}

/** A value of what is approved, or of one of its lines. */
export interface SubjectField {
  key: string;
  /** Key of its words, with the namespace: `offers:approval.discountBp`. */
  label: string;
  kind: FieldKind;
  /** Which way it gets worse. `change`: anything else than what was approved has to be approved. */
  worse: Worse;
  /** Keys of values that this one says more closely: a rule that looks at one of them looks at this too. */
  detailOf?: readonly string[];
  /** Whoever decides looks at it, whatever rule fired. */
  isMain?: boolean;
  /** How far the value is to be taken, from all that was kept with it. */
  note?: (values: Values, language: Language) => string | null;
  /** The texts that it may be, named in the reader's language; left out where it may be any. */
  choices?: (db: Db, scope: Scope) => Promise<readonly FieldChoice[]>;
  /** What a text that is kept says to a reader of a language. */
  wording?: (kept: string, language: Language) => string;
  /** Field of the record that the value is taken from: who may not read that does not see this. */
  of?: string;
  /**
   * Action that whoever reads the value must be allowed (`seeCost`), on the record or on the kind that is named before it. Where it
   * reaches only one's own, whoever takes part in the request.
   */
  right?: string | readonly [string, string];
  /** Object and field of another kind that it gives away (`product`, `costMinor`): who may not read that does not see this. */
  reveals?: readonly [string, string];
}

/** A value that the lines come to. */
export interface SubjectAggregate extends Omit<SubjectField, 'of'> {
  by: Aggregation;
  /** Key of a line field. */
  of: string;
}

/** Words with what is put into them. */
export interface LineMark {
  key: string;
  params?: Readonly<Record<string, string | number>> | undefined;
}

export interface SubjectLine {
  title: string;
  values: Values;
  /** What it is beside an ordinary line: optional, a credit. */
  marks?: readonly LineMark[] | undefined;
  /** False for a line that is no part of what the subject comes to. */
  isCounted?: boolean | undefined;
  /** How its price came about, as data of the subject's own shape: it is kept with the request as it was asked, and `traceText` words it. */
  trace?: unknown;
}

/** Whoever reads a trace. */
export interface TraceReader {
  language: Language;
  /** Whether their rights show what is so guarded. */
  sees: (guard: Pick<SubjectField, 'of' | 'right' | 'reveals'>) => boolean;
  nameOf: (userId: string) => string | null;
}

/** The trace of a line in a reader's language, and what its writer says of it. */
export interface TraceText {
  steps: string[];
  note: string | null;
}

/** What is approved, as it is now. */
export interface SubjectState {
  /** The record it belongs to: the request stands on its timeline, and whoever may see it may see the request. */
  recordId: string;
  title: string;
  /** By field: amounts in minor units of the workspace's currency, percentages in basis points. */
  values: Values;
  lines: readonly SubjectLine[];
  /** What it comes to, in its own currency. */
  amount: { minor: number; currency: string } | null;
}

/** A rule that comes with the product, until the workspace changes it. */
export interface Preset {
  /** Kept for good: by it the workspace's own version of the rule is found. */
  key: string;
  /** Key of the words of its name. */
  label: string;
  conditions: readonly Condition[];
  steps: readonly ChainStep[];
  selfApproval: Rule['selfApproval'];
}

/** What helps to decide beside the values, in the language of the scope. */
export interface SubjectContext {
  facts: readonly { label: string; text: string }[];
  /** What was sold to and granted this customer before. */
  history: readonly { title: string; text: string; on: string | null }[];
}

/** A request as the hooks of its subject get it. */
export interface DecidedRequest {
  id: string;
  subjectId: string;
  recordId: string;
  input: unknown;
  submitterId: string;
  /** What whoever decided last wrote. */
  comment: string | null;
}

type Hook = (tx: Tx, scope: Scope, request: DecidedRequest) => Promise<void>;

/** Something that can be approved. A module above declares it; `modules.ts` makes it known. */
export interface SubjectKind {
  key: string;
  /** Kind of the record that `recordId` names. */
  object: string;
  /** Key of the words of its name: `offers:approval.quote`. */
  label: string;
  fields: readonly SubjectField[];
  lineFields: readonly SubjectField[];
  aggregates: readonly SubjectAggregate[];
  presets: readonly Preset[];
  /** Steps that are asked where no rule fires; none means that it then needs no approval. */
  otherwise: readonly ChainStep[];
  /** Whether nobody is asked where no rule fires, in spite of `otherwise`: whoever asks may do it anyway. */
  isFree?: (values: Values) => boolean;
  /** What an approval sets off uses it up (a transfer): the next time it is asked anew, whatever was approved before. */
  isUsedUp?: boolean;
  /** Refuses whoever may not ask for this; `input` is what the asking adds (a new owner), checked here. */
  permit: (db: Db, scope: Scope, subjectId: string, input: unknown) => Promise<void>;
  /**
   * What it is now, read with the scope's rights: 404 where they do not reach. `wanted` names the values that are looked at, by the
   * keys of fields and aggregates: what others take may be left out, their values are then null.
   */
  load: (db: Db, scope: Scope, subjectId: string, input: unknown, wanted?: ReadonlySet<string>) => Promise<SubjectState>;
  /** The trace of a line that was kept, in the reader's language and as far as their rights reach. */
  traceText?: (kept: unknown, reader: TraceReader) => TraceText;
  /** What helps to decide, with the rights of whoever reads. */
  context?: (db: Db, scope: Scope, subjectId: string, input: unknown) => Promise<SubjectContext>;
  /** In the transaction of the asking, before anything is decided. */
  onSubmitted?: Hook;
  /** In the transaction of the decision; the scope may do everything and names who decided. What it throws undoes the decision. */
  onApproved?: Hook;
  onRejected?: Hook;
  onWithdrawn?: Hook;
  /** When it no longer stands because something got worse. */
  onVoided?: Hook;
}

let byKey: ReadonlyMap<string, SubjectKind> = new Map();

/** Makes what can be approved known; called once when the program is composed. */
export function registerSubjects(kinds: readonly SubjectKind[]): void {
  byKey = new Map(kinds.map((kind) => [kind.key, kind]));
}

export function findSubject(key: string): SubjectKind | undefined {
  return byKey.get(key);
}

export function allSubjects(): SubjectKind[] {
  return [...byKey.values()];
}

/** Values of the subject with what its lines come to: what rules look at. */
export function valuesOf(kind: SubjectKind, { values, lines }: Pick<SubjectState, 'values' | 'lines'>): Values {
  return withAggregates(
    values,
    lines.map((line) => line.values),
    kind.aggregates,
  );
}

/** Values that say more closely what conditions look at. */
export function detailsOf({ fields, aggregates }: SubjectKind, conditions: readonly Condition[]): string[] {
  const named = new Set(conditions.map(({ field }) => field));
  return [...fields, ...aggregates].flatMap(({ key, detailOf }) => (detailOf?.some((one) => named.has(one)) ? [key] : []));
}

/** Which way each value gets worse. */
export function directionsOf({ fields, aggregates }: SubjectKind): Directions {
  return new Map([...fields, ...aggregates].map(({ key, worse }) => [key, worse]));
}
