import type { Db } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Scope } from '../../../platform/scope.ts';
import { type CompiledTarget, compileTarget } from '../reading/rules.ts';
import { inOrder } from '../running/rules.ts';
import { listFiles } from '../staging/service.ts';
import type { ImportRow } from '../state/rules.ts';
import type { TargetKind } from '../targets/rules.ts';
import { loadKinds, loadOptions, mayImport } from '../targets/service.ts';
import type { MapTarget } from '../mapping/contract.ts';

/** What an import is going to do: its targets, ready to read rows, in the order they are made. */
export interface Plan {
  targets: CompiledTarget[];
  /** Rows to be read, over all targets. */
  total: number;
}

/** Prepares the targets of a mapped import. Refuses kinds that the scope may not bring in. */
export async function loadPlan(db: Db, scope: Scope, row: ImportRow): Promise<Plan> {
  if (!row.map) throw new DomainError('exchange.not_mapped', { status: 409 });
  const files = new Map((await listFiles(db, scope, row.id)).map((file) => [file.name, file]));
  const kinds = await loadKinds(db, scope);
  const targets: CompiledTarget[] = [];
  let total = 0;
  for (const mapFile of row.map.files) {
    const file = files.get(mapFile.file);
    if (!file)
      throw new DomainError('exchange.missing_file', { params: { file: mapFile.file, files: [...files.keys()].join(', ') } });
    for (const spec of mapFile.targets) {
      targets.push(await compile(db, scope, row, kinds, targets.length, file, spec));
      total += file.rows;
    }
  }
  return { targets: inOrder(targets), total };
}

async function compile(
  db: Db,
  scope: Scope,
  row: ImportRow,
  kinds: ReadonlyMap<string, TargetKind>,
  no: number,
  file: Parameters<typeof compileTarget>[1],
  spec: MapTarget,
): Promise<CompiledTarget> {
  const kind = kinds.get(spec.kind);
  if (!kind || !row.map)
    throw new DomainError('exchange.unknown_kind', { params: { kind: spec.kind, kinds: [...kinds.keys()].join(', ') } });
  if (!mayImport(scope, spec.kind)) throw new DomainError('forbidden', { params: { object: spec.kind, action: 'import' } });
  const options = await loadOptions(db, scope, kind);
  return compileTarget(no, file, row.map, spec, kind, { timeZone: scope.timeZone, currency: scope.currency, options });
}
