import { useLayoutEffect, useState } from 'react';

type Functions<T> = { [Key in keyof T]: (...args: never[]) => unknown };

/** Functions that stay the same, and what tells them which they shall do. */
function stableOf<T extends Functions<T>>(first: T): { stable: T; take: (newest: T) => void } {
  let latest = first;
  const stable = { ...first };
  for (const key in first) Reflect.set(stable, key, (...args: never[]) => latest[key](...args));
  const take = (newest: T): void => {
    latest = newest;
  };
  return { stable, take };
}

/** The same functions at every draw, each of which does what the newest does: rows that take them are not drawn again for them. */
export function useStable<T extends Functions<T>>(newest: T): T {
  const [{ stable, take }] = useState(() => stableOf(newest));
  useLayoutEffect(() => take(newest));
  return stable;
}
