/**
 * A value that is a set of parts, each of which may get worse by itself: what leaves a policy, and how far. It is kept as one text
 * (`paymentDays 60>30 · paymentMethod.cash`), so that it is compared, stored and shown like any other value.
 */
export interface Part {
  /** What it is, without spaces. Of something that has no measure the key says which (`paymentMethod.cash`). */
  key: string;
  /** What is, and what may be; null where there is no measure. */
  value: number | null;
  limit: number | null;
}

const between = ' · ';
const written = /^(?<key>[\w.]+)(?: (?<value>-?\d+)[<>](?<limit>-?\d+))?$/;

/** The parts as the text that is kept; nothing is the empty text. */
export function partsText(parts: readonly Part[]): string {
  return parts
    .map(({ key, value, limit }) =>
      value === null || limit === null ? key : `${key} ${value}${value > limit ? '>' : '<'}${limit}`,
    )
    .join(between);
}

/** The parts of such a text; null where it is none. */
export function partsIn(text: string): Part[] | null {
  if (text === '') return [];
  const parts = text.split(between).map((one): Part | null => {
    const { key, value, limit } = written.exec(one)?.groups ?? {};
    if (key === undefined) return null;
    return { key, value: value === undefined ? null : Number(value), limit: limit === undefined ? null : Number(limit) };
  });
  return parts.every((part) => part !== null) ? parts : null;
}

const severityOf = ({ value, limit }: Part): number => (value === null || limit === null ? 0 : Math.abs(value - limit));

/** Whether a part is there that was not, or goes further than it did. What vanished or shrank is no worse; what is no such text cannot be compared. */
export function arePartsWorse(before: string, now: string): boolean {
  const [was, is] = [partsIn(before), partsIn(now)];
  if (is?.length === 0) return false;
  if (!was || !is) return true;
  const severities = new Map(was.map((part) => [part.key, severityOf(part)]));
  return is.some((part) => severityOf(part) > (severities.get(part.key) ?? -1));
}
