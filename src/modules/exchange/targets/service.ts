import type { Database, Db } from '../../../platform/db.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import { hasWords, translate } from '../../../platform/i18n.ts';
import { languages, localize } from '../../../platform/languages.ts';
import { isWritable } from '../../../platform/field-rights.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { loadStarts } from '../../process/loading/service.ts';
import type { Claims } from '../../records/duplicates/service.ts';
import { allEntities, type Entity, findEntity, type Input } from '../../records/entities/rules.ts';
import { createRecords } from '../../records/entities/service.ts';
import { updateImported } from '../../records/keys/service.ts';
import { type Refusals, tryCreates, tryUpdates } from '../../records/trials/service.ts';
import { activityTarget, writeActivities } from '../activities/service.ts';
import { importDeals, refusalsOfKnown, refuseKnown, tryDeals } from '../deals/service.ts';
import { dealExtras } from '../deals/rules.ts';
import { orderLineKind, orderLineTarget } from '../orders/rules.ts';
import { productExtras } from '../products/rules.ts';
import { changeProducts, importProducts, tryProductChanges, tryProducts } from '../products/service.ts';
import { importOrderLines, tryOrderLines } from '../orders/service.ts';
import { importOrders } from '../../orders/importing/service.ts';
import { changeUsers, teamTarget, tryUserChanges, tryUsers, userTarget, writeTeams, writeUsers } from '../people/service.ts';

import { listCustomFields } from '../../records/custom-fields/registry/service.ts';
import { customTarget, fieldsOfEntity, rankOf, type TargetField, type TargetKind, type TargetOption } from './rules.ts';

function kindOfEntity(entity: Entity): TargetKind {
  const extras = entity.object === 'deal' ? dealExtras() : entity.object === 'product' ? productExtras() : [];
  const fields = [...fieldsOfEntity(entity), ...extras];
  return { kind: entity.object, label: `${entity.module}:objects.${entity.object}.other`, fields, nameField: entity.titleField };
}

let known: readonly TargetKind[] | null = null;

function builtInKinds(): readonly TargetKind[] {
  if (known) return known;
  const all = [teamTarget, userTarget, ...allEntities().map(kindOfEntity), orderLineTarget, activityTarget];
  known = all.toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind));
  return known;
}

/** Every kind that can be imported, in the order they are made, with the fields that the workspace added. */
export async function loadKinds(db: Db, scope: Scope): Promise<ReadonlyMap<string, TargetKind>> {
  const custom = Map.groupBy(await listCustomFields(db, scope, null), ({ object }) => object);
  return new Map(
    builtInKinds().map((kind) => {
      const added = (custom.get(kind.kind) ?? []).map(customTarget);
      const isOpen = ({ key }: TargetField): boolean => isWritable(scope, kind.kind, fieldNameOf(key));
      const isLimited = scope.fields[kind.kind] !== undefined;
      if (added.length === 0 && !isLimited) return [kind.kind, kind];
      const all = [...kind.fields, ...added];
      return [kind.kind, { ...kind, fields: isLimited ? all.filter(isOpen) : all }];
    }),
  );
}

/** The field that a target fills: `address` of `address.city`. */
function fieldNameOf(key: string): string {
  return key.startsWith(customPrefix) ? key : (key.split('.')[0] ?? key);
}

/** True when the scope may bring in records of the kind: create them, and from files. */
export function mayImport(scope: Scope, kind: string): boolean {
  // Lines are part of their orders.
  if (kind === orderLineKind) return mayImport(scope, 'order');
  return can(scope, kind, 'create') && (findEntity(kind) === undefined || can(scope, kind, 'import'));
}

/** Kinds that the scope may import. */
export async function loadAllowedKinds(db: Db, scope: Scope): Promise<TargetKind[]> {
  return [...(await loadKinds(db, scope)).values()].filter(({ kind }) => mayImport(scope, kind));
}

/** Kinds that are no more than a name: what a file points to and nobody has yet can be made of the name alone. */
export function isNamed(kind: TargetKind): boolean {
  return kind.fields.every(({ key, field }) => key === kind.nameField || !field.required || field.defaultValue !== undefined);
}

/** What the closed lists of a kind accept: codes, and their labels in every language; stages by number, key and name. */
export async function loadOptions(db: Db, scope: Scope, kind: TargetKind): Promise<Map<string, TargetOption[]>> {
  const options = new Map<string, TargetOption[]>();
  for (const { key, field, choiceLabels } of kind.fields) {
    if (!field.choices) continue;
    const made = field.choices
      .filter((value) => !field.retired?.includes(value))
      .map((value) => {
        const texts = labelsOf(choiceLabels, value);
        return { value, code: value, texts, label: labelFor(scope, choiceLabels, value) };
      });
    options.set(key, made);
  }
  if (kind.kind === 'deal') options.set('stage', await stageOptions(db, scope));
  return options;
}

type ChoiceLabels = TargetField['choiceLabels'];

function labelsOf(labels: ChoiceLabels, value: string): string[] {
  if (labels === undefined) return [];
  if (typeof labels !== 'string') return Object.values(labels.get(value) ?? {});
  return languages
    .filter((language) => hasWords(language, `${labels}.${value}`))
    .map((language) => translate(language, `${labels}.${value}`));
}

function labelFor(scope: Scope, labels: ChoiceLabels, value: string): string {
  if (labels === undefined) return value;
  if (typeof labels !== 'string') return localize(labels.get(value), scope.language) ?? value;
  return hasWords(scope.language, `${labels}.${value}`) ? translate(scope.language, `${labels}.${value}`) : value;
}

/** A field's label for the reader. */
export function fieldLabel(scope: Scope, { label, key }: TargetField): string {
  return typeof label === 'string' ? translate(scope.language, label) : (localize(label, scope.language) ?? key);
}

/** Stages of the default process; a stage is named by its number, its key or its name in any language. */
async function stageOptions(db: Db, scope: Scope): Promise<TargetOption[]> {
  const [start] = await loadStarts(db, scope);
  return (start?.stages ?? []).map(({ id, key, names, phase }, index) => ({
    value: id,
    code: key,
    phase,
    label: localize(names, scope.language) ?? key,
    texts: [String(index + 1), key, ...Object.values(names).filter((name) => typeof name === 'string')],
  }));
}

/** Creates records of a kind through its own use case, in the transaction of the batch. */
export async function createOf(tx: Tx, scope: Scope, kind: string, inputs: readonly Input[], importId: string): Promise<void> {
  if (inputs.length === 0) return;
  if (kind === 'team') return writeTeams(tx, scope, inputs, importId);
  if (kind === 'user') return writeUsers(tx, scope, inputs, importId);
  if (kind === 'activity') return writeActivities(tx, scope, inputs, importId);
  if (kind === 'deal') return importDeals(tx, scope, inputs, importId);
  if (kind === 'product') return importProducts(tx, scope, inputs, importId);
  if (kind === 'order') return importOrders(tx, scope, inputs, importId);
  if (kind === orderLineKind) return importOrderLines(tx, scope, inputs, importId);
  const entity = findEntity(kind);
  if (!entity) throw new Error(`no entity ${kind}`);
  await createRecords(tx, scope, entity, inputs, { importId, linksAreKnown: true, searchLater: true });
}

/** Where a deal stands and how it ended is the process's to change, what it is about its page's: a file changes its other fields. */
const placed = [
  'stage',
  'status',
  'closedOn',
  'lostReason',
  'lostNote',
  'lostCompetitorId',
  'productId',
  'quantity',
  'productSummary',
];

/** Changes records that are already there; answers how many of them were different. Teams stay as they are. */
export async function updateOf(
  tx: Tx,
  scope: Scope,
  kind: string,
  changes: readonly { id: string; values: Input }[],
): Promise<number> {
  if (changes.length === 0) return 0;
  if (kind === 'user') return changeUsers(tx, scope, changes);
  if (kind === 'product') return changeProducts(tx, scope, changes);
  const entity = findEntity(kind);
  if (!entity) return 0;
  if (kind !== 'deal') return updateImported(tx, scope, entity, changes);
  await refuseKnown(tx, scope, changes);
  return updateImported(tx, scope, entity, changes.map(withoutPlace));
}

/** What would be refused of records of a kind if they were created, by place. */
export async function tryCreateOf(
  db: Database,
  scope: Scope,
  kind: string,
  inputs: readonly Input[],
  claims: Claims,
): Promise<Refusals> {
  if (inputs.length === 0) return new Map();
  if (kind === 'user') return tryUsers(db, scope, inputs, claims);
  if (kind === orderLineKind) return tryOrderLines(inputs);
  if (kind === 'product') return tryProducts(db, scope, inputs, claims);
  const entity = findEntity(kind);
  if (!entity) return new Map();
  return kind === 'deal' ? tryDeals(db, scope, inputs, claims) : tryCreates(db, scope, entity, inputs, claims);
}

/** What would be refused of changes to records that are there, by place, and which would change anything. */
export async function tryUpdateOf(
  db: Database,
  scope: Scope,
  kind: string,
  changes: readonly { id: string; values: Input }[],
  claims: Claims,
): Promise<{ refusals: Refusals; changed: ReadonlySet<number> }> {
  if (kind === 'user') return tryUserChanges(db, scope, changes, claims);
  if (kind === 'product' && changes.length > 0) return tryProductChanges(db, scope, changes, claims);
  const entity = findEntity(kind);
  if (!entity || changes.length === 0) return { refusals: new Map(), changed: new Set() };
  if (kind !== 'deal') return tryUpdates(db, scope, entity, changes, claims);
  const { refusals, changed } = await tryUpdates(db, scope, entity, changes.map(withoutPlace), claims);
  return { refusals: new Map([...refusals, ...(await refusalsOfKnown(db, scope, changes))]), changed };
}

function withoutPlace({ id, values }: { id: string; values: Input }): { id: string; values: Input } {
  return { id, values: Object.fromEntries(Object.entries(values).filter(([key]) => !placed.includes(key))) };
}
