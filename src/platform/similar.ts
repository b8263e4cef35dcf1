/** How a value of a file was recognised among the known ones. */
export type MatchKind = 'exact' | 'spelling' | 'close';

export interface Match {
  candidate: string;
  /** 1 for the same text, 0.99 for the same letters, below that the share of letters that agree. */
  score: number;
  kind: MatchKind;
}

interface MatchOptions {
  /** A proposal needs at least this score. */
  threshold?: number;
  /** Two candidates closer together than this leave the choice to a person. */
  margin?: number;
}

const spellingScore = 0.99;

/** What is left of a text when case, width, accents, spaces and punctuation do not count: `ＧＴＸ-Pro ` → `gtxpro`. */
export function looseText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Z}\p{P}\p{S}\p{C}]/gu, '')
    .toLowerCase()
    .normalize('NFC');
}

/**
 * The least number of letters to insert, delete, replace or swap with a neighbour that turns one text into the other
 * (Damerau-Levenshtein in its optimal string alignment form). Stops early and answers `limit + 1` beyond the limit.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  const left = Array.from(a);
  const right = Array.from(b);
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[right.length] ?? 0, limit + 1);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** From 0 (nothing in common) to 1 (the same letters), by edit distance over the longer text. */
export function similarity(a: string, b: string): number {
  const longest = Math.max(Array.from(a).length, Array.from(b).length);
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest;
}

function scoreOf(value: string, loose: string, candidate: string, threshold: number): Match | undefined {
  if (candidate === value) return { candidate, score: 1, kind: 'exact' };
  const other = looseText(candidate);
  if (loose !== '' && other === loose) return { candidate, score: spellingScore, kind: 'spelling' };
  // `Model 3` is not a misspelt `Model 5`, and two letters are too few to tell a slip from another word.
  const longest = Math.max(Array.from(loose).length, Array.from(other).length);
  if (longest < 4 || digitsOf(loose) !== digitsOf(other)) return undefined;
  const limit = Math.floor((1 - threshold) * longest);
  const distance = editDistance(loose, other, limit);
  return distance > limit
    ? undefined
    : { candidate, score: Math.min(1 - distance / longest, spellingScore - 0.01), kind: 'close' };
}

/**
 * The known value that a text most likely means: `GTXPro` → `GTX Pro` (same letters), `technolgy` → `technology` (close).
 * Undefined when nothing is near enough, or when two are equally near and a person has to choose.
 */
export function bestMatch(value: string, candidates: readonly string[], options: MatchOptions = {}): Match | undefined {
  const { threshold = 0.8, margin = 0.05 } = options;
  const loose = looseText(value);
  const matches = candidates
    .map((candidate) => scoreOf(value, loose, candidate, threshold))
    .filter((match) => match !== undefined)
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = matches;
  if (!best || best.kind === 'exact' || !second) return best;
  return best.score - second.score < margin && best.kind === second.kind ? undefined : best;
}
