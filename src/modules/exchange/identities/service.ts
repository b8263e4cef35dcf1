import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { findIds } from '../links/service.ts';
import type { CompiledTarget } from '../reading/rules.ts';
import { workOf } from '../targets/service.ts';
import type { Input } from '../../records/entities/rules.ts';

/** What tells a row from the others of its file, how the reader knows it, and what is there of it already. */
export interface RowIdentity {
  text: string;
  label: string;
  ids: readonly string[];
}

interface Row {
  staged: { cells: readonly string[] };
  values: Input;
  waits: readonly string[];
  faults: readonly unknown[];
}

const unknown: RowIdentity = { text: '', label: '', ids: [] };

/** Tells rows apart: by the key of the map, else by the fields that together tell the kind apart; without either every row is new. */
export async function identifyRows(db: Db, scope: Scope, target: CompiledTarget, rows: readonly Row[]): Promise<RowIdentity[]> {
  const { key, kind, spec } = target;
  if (key) {
    const texts = rows.map(({ staged }) => key.textOf(staged.cells).trim());
    const found = await findIds(db, scope, spec.kind, key.target.key, [...new Set(texts)].filter((text) => text !== '')); // prettier-ignore
    return texts.map((text) => ({ text, label: text, ids: found.get(text) ?? [] }));
  }
  const work = workOf(spec.kind);
  if (!kind.knownBy || !work.identify) return rows.map(() => unknown);
  const parts = kind.knownBy.flatMap((name) => target.fields.filter(({ target: { key: own } }) => own === name));
  const sound = rows.filter(({ faults }) => faults.length === 0);
  const places = await work.identify(db, scope, sound.map(({ values }) => values)); // prettier-ignore
  const placeOf = new Map(sound.map((row, at) => [row, places[at] ?? null]));
  return rows.map((row) => {
    const texts = parts.map((field) => field.textOf(row.staged.cells).trim());
    const label = texts.filter((text) => text !== '').join(' · ');
    const place = placeOf.get(row);
    // What waits for a record that this import is to make cannot be there yet: its texts tell it from others.
    if (!place) return row.faults.length === 0 && row.waits.length > 0 ? { text: texts.join('\n'), label, ids: [] } : unknown;
    return { text: place.text, label, ids: place.id === null ? [] : [place.id] };
  });
}
