import { z } from 'zod';

const Uuid = z.uuid();
const Change = z.tuple([z.unknown(), z.unknown()]);

function idsOf(data: object): string[] {
  return Object.entries(data).flatMap(([key, value]) => {
    if (!key.endsWith('Id')) return [];
    // A change holds what was and what is.
    const values: readonly unknown[] = Change.safeParse(value).data ?? [value];
    return values.flatMap((each) => Uuid.safeParse(each).data ?? []);
  });
}

/** Ids of records that the data of an event points to, those of its changes included. */
export function idsIn(data: Readonly<Record<string, unknown>> | null): string[] {
  if (data === null) return [];
  const { changes } = data;
  return [...idsOf(data), ...(typeof changes === 'object' && changes !== null ? idsOf(changes) : [])];
}

/** The data of an edit without what nobody wrote: values that the product works out follow from those that were. */
export function withoutDerived(data: Record<string, unknown>, derived: ReadonlySet<string>): Record<string, unknown> {
  const { changes } = data;
  if (typeof changes !== 'object' || changes === null) return data;
  return { ...data, changes: Object.fromEntries(Object.entries(changes).filter(([key]) => !derived.has(key))) };
}
