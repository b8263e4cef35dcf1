import type { FieldSource, ImportMap, MapTarget } from '../mapping/contract.ts';

export interface TargetPlace {
  fileIndex: number;
  targetIndex: number;
}

/** Where the n-th target of a map stands: targets are counted over all files. */
export function placeOf(map: ImportMap, targetNo: number): TargetPlace | null {
  let no = 0;
  for (const [fileIndex, { targets }] of map.files.entries()) {
    if (targetNo < no + targets.length) return { fileIndex, targetIndex: targetNo - no };
    no += targets.length;
  }
  return null;
}

/** The map with one target changed. */
export function withTarget(
  map: ImportMap,
  { fileIndex, targetIndex }: TargetPlace,
  change: (target: MapTarget) => MapTarget,
): ImportMap {
  return {
    ...map,
    files: map.files.map((file, at) =>
      at === fileIndex
        ? { ...file, targets: file.targets.map((target, index) => (index === targetIndex ? change(target) : target)) }
        : file,
    ),
  };
}

/** The field a column is read into, if any. */
export function fieldOfColumn(target: MapTarget, column: string): string | null {
  return Object.entries(target.fields).find(([, source]) => source.column === column)?.[0] ?? null;
}

/** The target with a column read into another field, or into none; what the column's values stand for goes with it. */
export function mapColumn(target: MapTarget, column: string, field: string | null): MapTarget {
  const before = Object.values(target.fields).find((source) => source.column === column);
  const rest = Object.entries(target.fields).filter(([key, source]) => source.column !== column && key !== field);
  const fields: Record<string, FieldSource> = Object.fromEntries(rest);
  if (field !== null) fields[field] = before ?? { column };
  const { key, ...others } = target;
  return key !== undefined && fields[key] === undefined ? { ...others, fields } : { ...target, fields };
}

/** The map with a value of a field standing for a known one. */
export function withValue(map: ImportMap, targetNo: number, field: string, value: string, stands: string): ImportMap {
  const place = placeOf(map, targetNo);
  if (!place) return map;
  return withTarget(map, place, (target) => {
    const source = target.fields[field];
    return source
      ? { ...target, fields: { ...target.fields, [field]: { ...source, values: { ...source.values, [value]: stands } } } }
      : target;
  });
}
