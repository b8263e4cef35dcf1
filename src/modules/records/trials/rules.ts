import { DomainError } from '../../../platform/errors.ts';
import { pointerTo } from '../entities/rules.ts';

/** Why something would be refused. */
export interface Refusal {
  code: string;
  params: Record<string, unknown>;
  /** Way to the value in the input: `creditCode`, `custom/tier`; null when it is about the whole. */
  path: string | null;
}

/** Reasons by place in the list that was tried. */
export type Refusals = Map<number, readonly Refusal[]>;

/** Inputs of a list that a refusal names (`/rows/3/creditCode`; `/body/creditCode` of the only one), with their reasons. */
export function namedIn(error: DomainError, size: number): Refusals {
  if (size === 1) {
    const named = error.fields.map((fault) => ({ code: fault.code, params: fault.params ?? {}, path: pathIn(fault.pointer) }));
    return new Map([[0, named.length > 0 ? named : [{ code: error.code, params: error.params, path: null }]]]);
  }
  const found: Map<number, Refusal[]> = new Map();
  for (const { pointer, code, params = {} } of error.fields) {
    const [, place] = /^\/rows\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
    const index = Number(place);
    if (place !== undefined && index < size)
      found.set(index, [...(found.get(index) ?? []), { code, params, path: pathIn(pointer) }]);
  }
  return found;
}

/** Refuses a list of so many inputs for these reasons, each at its place; does nothing where there are none. */
export function refuseNamed(refusals: ReadonlyMap<number, readonly Refusal[]>, size: number): void {
  const fields = [...refusals].flatMap(([place, reasons]) =>
    reasons.map(({ code, params, path }) => ({ pointer: pointerTo(place, size, path ?? ''), code, params })),
  );
  if (fields.length > 0) throw new DomainError('invalid_input', { fields });
}

/** What a pointer names below its input. */
export function pathIn(pointer: string): string | null {
  return pointer.replace(/^\/(?:body|rows\/\d+)\/?/, '') || null;
}
