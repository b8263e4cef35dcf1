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
import { tryCreates, tryUpdates } from '../../records/trials/service.ts';
import { activityTarget, writeActivities } from '../activities/service.ts';
import { importDeals, refusalsOfKnown, refuseKnown, tryDeals } from '../deals/service.ts';
import { dealExtras } from '../deals/rules.ts';
import { customerNumberKind, customerNumberTarget } from '../numbers/rules.ts';
import { customerNumberWork } from '../numbers/service.ts';
import { orderLineKind, orderLineTarget } from '../orders/rules.ts';
import { productExtras } from '../products/rules.ts';
import { changeProducts, importProducts, tryProductChanges, tryProducts } from '../products/service.ts';
import { importOrderLines, tryOrderLines } from '../orders/service.ts';
import { importOrders } from '../../orders/importing/service.ts';
import { bookPriceKind, bookPriceTarget } from '../prices/rules.ts';
import { bookPriceWork } from '../prices/service.ts';
import { exchangeRateKind, exchangeRateTarget } from '../rates/rules.ts';
import { exchangeRateWork } from '../rates/service.ts';
import { variantKind, variantTarget } from '../variants/rules.ts';
import { variantWork } from '../variants/service.ts';
import { changeUsers, teamTarget, tryUserChanges, tryUsers, userTarget, writeTeams, writeUsers } from '../people/service.ts';

import { listCustomFields } from '../../records/custom-fields/registry/service.ts';
import { customTarget, fieldsOfEntity, rankOf, type TargetField, type TargetKind, type TargetOption } from './rules.ts';
import { type KnownRow, type NewRow, noTrial, type TargetWork, type Trial } from './work/rules.ts';

function kindOfEntity(entity: Entity): TargetKind {
  const extras = entity.object === 'deal' ? dealExtras() : entity.object === 'product' ? productExtras() : [];
  const fields = [...fieldsOfEntity(entity), ...extras];
  return { kind: entity.object, label: `${entity.module}:objects.${entity.object}.other`, fields, nameField: entity.titleField };
}

let known: readonly TargetKind[] | null = null;

function builtInKinds(): readonly TargetKind[] {
  if (known) return known;
  const parts = [exchangeRateTarget, variantTarget, bookPriceTarget, customerNumberTarget, orderLineTarget];
  const all = [teamTarget, userTarget, ...allEntities().map(kindOfEntity), ...parts, activityTarget];
  known = all.toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind));
  return known;
}

/** Every kind that can be imported, in the order they are made, with the fields that the workspace added. */
export async function loadKinds(db: Db, scope: Scope): Promise<ReadonlyMap<string, TargetKind>> {
  const custom = Map.groupBy(await listCustomFields(db, scope, null), ({ object }) => object);
  return new Map(
    builtInKinds().map((kind) => {
      const added = (custom.get(kind.kind) ?? []).map(customTarget);
      const object = kind.partOf ?? kind.kind;
      const isOpen = ({ key }: TargetField): boolean => isWritable(scope, object, fieldNameOf(key));
      const isLimited = scope.fields[object] !== undefined;
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
  // Prices are part of their books, variants, customers' numbers and lines of the records that have them.
  if (kind === bookPriceKind) return can(scope, 'priceBook', 'edit') && can(scope, 'product', 'view');
  if (kind === exchangeRateKind) return can(scope, 'settings', 'edit');
  if (kind === variantKind) return can(scope, 'product', 'edit') && can(scope, 'product', 'import');
  if (kind === customerNumberKind) return mayImport(scope, variantKind) && can(scope, 'account', 'view');
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
  for (const [key, own] of (await workOf(kind.kind).options?.(db, scope)) ?? []) options.set(key, own);
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

function withoutPlace({ id, values }: KnownRow): KnownRow {
  return { id, values: Object.fromEntries(Object.entries(values).filter(([key]) => !placed.includes(key))) };
}

const valuesOf = (rows: readonly NewRow[]): Input[] => rows.map(({ values }) => values);

/** What most kinds do: their records are created and changed by the shared use cases. */
function entityWork(entity: Entity): TargetWork {
  return {
    create: async (tx, scope, inputs, importId) => {
      await createRecords(tx, scope, entity, inputs, { importId, linksAreKnown: true, searchLater: true });
    },
    update: (tx, scope, changes) => updateImported(tx, scope, entity, changes),
    trial: (db, scope) => {
      const claims: Claims = new Map();
      return {
        creates: (rows) => tryCreates(db, scope, entity, valuesOf(rows), claims),
        updates: (changes) => tryUpdates(db, scope, entity, changes, claims),
      };
    },
  };
}

function dealWork(entity: Entity): TargetWork {
  return {
    create: importDeals,
    update: async (tx, scope, changes) => {
      await refuseKnown(tx, scope, changes);
      return updateImported(tx, scope, entity, changes.map(withoutPlace));
    },
    trial: (db, scope) => {
      const claims: Claims = new Map();
      return {
        creates: (rows) => tryDeals(db, scope, valuesOf(rows), claims),
        updates: async (changes) => {
          const { refusals, changed } = await tryUpdates(db, scope, entity, changes.map(withoutPlace), claims);
          return { refusals: new Map([...refusals, ...(await refusalsOfKnown(db, scope, changes))]), changed };
        },
      };
    },
    options: async (db, scope) => new Map([['stage', await stageOptions(db, scope)]]),
  };
}

/** Nothing of what is there is changed. */
const keep = (): Promise<number> => Promise.resolve(0);

const works: Readonly<Partial<Record<string, TargetWork>>> = {
  team: { create: writeTeams, update: keep, trial: () => noTrial },
  user: {
    create: writeUsers,
    update: (tx, scope, changes) => changeUsers(tx, scope, changes),
    trial: (db, scope) => {
      const claims: Claims = new Map();
      return {
        creates: (rows) => tryUsers(db, scope, valuesOf(rows), claims),
        updates: (changes) => tryUserChanges(db, scope, changes, claims),
      };
    },
  },
  activity: { create: writeActivities, update: keep, trial: () => noTrial },
  product: {
    create: importProducts,
    update: (tx, scope, changes) => changeProducts(tx, scope, changes),
    trial: (db, scope) => {
      const claims: Claims = new Map();
      return {
        creates: (rows) => tryProducts(db, scope, valuesOf(rows), claims),
        updates: (changes) => tryProductChanges(db, scope, changes, claims),
      };
    },
  },
  [orderLineKind]: {
    create: importOrderLines,
    update: keep,
    trial: () => ({ ...noTrial, creates: (rows) => Promise.resolve(tryOrderLines(valuesOf(rows))) }),
  },
  [variantKind]: variantWork,
  [bookPriceKind]: bookPriceWork,
  [exchangeRateKind]: exchangeRateWork,
  [customerNumberKind]: customerNumberWork,
};

/** What an import does with the rows of a kind. */
export function workOf(kind: string): TargetWork {
  const work = works[kind];
  if (work) return work;
  const entity = findEntity(kind);
  if (!entity) throw new Error(`no entity ${kind}`);
  if (kind === 'deal') return dealWork(entity);
  return kind === 'order' ? { ...entityWork(entity), create: importOrders } : entityWork(entity);
}

/** Writes the rows of a batch: makes what is new, changes what is there; answers how many of the latter were different. */
export async function writeOf(
  tx: Tx,
  scope: Scope,
  kind: string,
  { creates, updates }: { creates: readonly Input[]; updates: readonly KnownRow[] },
  importId: string,
): Promise<number> {
  const work = workOf(kind);
  if (creates.length > 0) await work.create(tx, scope, creates, importId);
  return updates.length === 0 ? 0 : work.update(tx, scope, updates, importId);
}

/** Judges the rows of one target, batch by batch. */
export function trialOf(db: Database, scope: Scope, kind: string): Trial {
  const trial = workOf(kind).trial(db, scope);
  return {
    creates: async (rows) => (rows.length === 0 ? new Map() : trial.creates(rows)),
    updates: async (rows) => (rows.length === 0 ? { refusals: new Map(), changed: new Set() } : trial.updates(rows)),
  };
}
