import type { Db } from '../../../platform/db.ts';
import { hasWords, translate } from '../../../platform/i18n.ts';
import { languages } from '../../../platform/languages.ts';
import { can } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { loadStarts } from '../../process/loading/service.ts';
import { allEntities, type Entity, findEntity, type Input } from '../../records/entities/rules.ts';
import { createRecords } from '../../records/entities/service.ts';
import { updateImported } from '../../records/keys/service.ts';
import { activityTarget, writeActivities } from '../activities/service.ts';
import { importDeals } from '../deals/service.ts';
import { dealExtras } from '../deals/rules.ts';
import { teamTarget, userTarget, writeTeams, writeUsers } from '../people/service.ts';
import { fieldsOfEntity, kindOrder, type TargetKind, type TargetOption } from './rules.ts';

function kindOfEntity(entity: Entity): TargetKind {
  const extras = entity.object === 'deal' ? dealExtras() : [];
  const fields = [...fieldsOfEntity(entity), ...extras];
  return { kind: entity.object, label: `${entity.module}:objects.${entity.object}.other`, fields, nameField: entity.titleField };
}

let known: ReadonlyMap<string, TargetKind> | null = null;

/** Every kind that can be imported, in the order they are made. */
export function targetKinds(): ReadonlyMap<string, TargetKind> {
  if (known) return known;
  const entities = allEntities()
    .filter(({ object }) => kindOrder.some((kind) => kind === object))
    .map(kindOfEntity);
  const all = [teamTarget, userTarget, ...entities, activityTarget];
  known = new Map(all.toSorted((a, b) => orderOf(a.kind) - orderOf(b.kind)).map((kind) => [kind.kind, kind]));
  return known;
}

function orderOf(kind: string): number {
  return kindOrder.findIndex((each) => each === kind);
}

/** True when the scope may bring in records of the kind: create them, and from files. */
export function mayImport(scope: Scope, kind: string): boolean {
  return can(scope, kind, 'create') && (findEntity(kind) === undefined || can(scope, kind, 'import'));
}

/** Kinds that the scope may import. */
export function allowedKinds(scope: Scope): TargetKind[] {
  return [...targetKinds().values()].filter(({ kind }) => mayImport(scope, kind));
}

/** What the closed lists of a kind accept: codes, and their labels in every language; stages by number, key and name. */
export async function loadOptions(db: Db, scope: Scope, kind: TargetKind): Promise<Map<string, TargetOption[]>> {
  const options = new Map<string, TargetOption[]>();
  for (const { key, field, choiceLabels } of kind.fields) {
    if (field.choices)
      options.set(
        key,
        field.choices.map((value) => ({ value, texts: labelsOf(choiceLabels, value) })),
      );
  }
  if (kind.kind === 'deal') options.set('stage', await stageOptions(db, scope));
  return options;
}

function labelsOf(prefix: string | undefined, value: string): string[] {
  if (prefix === undefined) return [];
  return languages
    .filter((language) => hasWords(language, `${prefix}.${value}`))
    .map((language) => translate(language, `${prefix}.${value}`));
}

/** Stages of the default process; a stage is named by its number, its key or its name in any language. */
async function stageOptions(db: Db, scope: Scope): Promise<TargetOption[]> {
  const [start] = await loadStarts(db, scope);
  return (start?.stages ?? []).map(({ id, key, names }, index) => ({
    value: id,
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
  const entity = findEntity(kind);
  if (!entity) throw new Error(`no entity ${kind}`);
  await createRecords(tx, scope, entity, inputs, { importId, linksAreKnown: true, searchLater: true });
}

/** Changes records that are already there; answers how many of them were different. People and teams stay as they are. */
export async function updateOf(
  tx: Tx,
  scope: Scope,
  kind: string,
  changes: readonly { id: string; values: Input }[],
): Promise<number> {
  const entity = findEntity(kind);
  if (!entity || changes.length === 0) return 0;
  return updateImported(tx, scope, entity, changes);
}
