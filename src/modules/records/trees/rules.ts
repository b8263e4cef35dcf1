/** Where each record hangs: id → id of its parent. */
export type Parents = ReadonlyMap<string, string | null>;

/** Those of the ids that would be above themselves, following parents from each. */
export function idsInCycles(ids: Iterable<string>, parents: Parents): string[] {
  return [...ids].filter((id) => {
    const seen = new Set<string>();
    for (let at = parents.get(id) ?? null; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      if (at === id) return true;
      seen.add(at);
    }
    return false;
  });
}
