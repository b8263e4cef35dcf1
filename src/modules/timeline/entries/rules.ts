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
