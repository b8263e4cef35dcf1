/** Seconds to wait before each attempt after the first: the schedule that Standard Webhooks proposes, three days in all. */
const waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Attempts of a delivery before it is given up. */
export const maximumTries = waits.length + 1;

/** Milliseconds for name, connection and reply together. */
export const attemptTimeout = 10_000;
/** How much of a reply is kept. */
export const keptBytes = 1024;
/** Days a delivery stays in the log. */
export const logDays = 30;
/** A webhook to which nothing got through for this long is switched off. */
const failingDays = 3;
/** Attempts that a delivery shows; older ones of a much replayed one are let go. */
export const keptAttempts = 20;

const longestRest = 600;
const longestWait = 86_400;

/**
 * Seconds until the next attempt after `tries` failed ones; null when it is given up. `chance` (0 to 1) spreads the load by up
 * to a fifth; what the receiver asked for by `Retry-After` is kept, up to a day.
 */
export function waitAfter(tries: number, retryAfterSeconds: number | null, chance: number): number | null {
  const wait = waits[tries - 1];
  if (wait === undefined) return null;
  const asked = Math.min(retryAfterSeconds ?? 0, longestWait);
  return Math.max(asked, Math.round(wait * (1 + chance / 5)));
}

/** Seconds a webhook is left alone after so many failures in a row, so that one that never answers holds up nobody. */
export function restAfter(failures: number): number {
  return Math.min(5 * 2 ** Math.max(0, failures - 1), longestRest);
}

export function isDelivered(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Why a failed attempt switches the webhook off: its server says it is gone for good, or nothing got through for days. */
export function offReason(status: number | null, failingSince: string, now: string): 'gone' | 'failing' | null {
  if (status === 410) return 'gone';
  return Date.parse(now) - Date.parse(failingSince) >= failingDays * 86_400_000 ? 'failing' : null;
}
