/** Places of texts that stand before in the list already, in any case; what is empty repeats nothing. */
export function repeated(texts: readonly (string | null)[]): number[] {
  const seen = new Set<string>();
  return texts.flatMap((text, at) => {
    const key = text?.toLowerCase();
    if (key === undefined) return [];
    const isTwice = seen.has(key);
    seen.add(key);
    return isTwice ? [at] : [];
  });
}
