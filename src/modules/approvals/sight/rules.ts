import type { ShownLine, ShownValue } from '../presenting/contract.ts';

/** Values that are shown at once, and those that whoever wants them unfolds. */
export interface Sight {
  shown: ShownValue[];
  folded: ShownValue[];
}

/** Whether a value tells anything: what is not known and a plain "no" do not. */
export const saysSomething = ({ value }: Pick<ShownValue, 'value'>): boolean =>
  value !== null && value !== false && value !== '' && value !== 0;

const isChanged = ({ hasBefore, before, value }: ShownValue): boolean => hasBefore && before !== value;

/**
 * What made a rule fire first, then what everybody looks at and what is another than was approved; all where nothing of that is
 * there, because then it is all about it.
 */
export function inSight(values: readonly ShownValue[]): Sight {
  // A text that says nothing, now and before, is no row.
  const said = values.filter(({ value, before, hasBefore }) => value !== '' || (hasBefore && before !== ''));
  if (!said.some(({ isDecisive, isMain }) => isDecisive || isMain)) return { shown: said, folded: [] };
  const shown = said.filter((one) => one.isDecisive || one.isMain || isChanged(one));
  return {
    shown: shown.toSorted((a, b) => Number(b.isDecisive) - Number(a.isDecisive)),
    folded: said.filter((one) => !shown.includes(one)),
  };
}

/** Keys of the values that lines are shown with: those that everybody looks at, and those that tell something of one of them. */
export function lineKeys(lines: readonly Pick<ShownLine, 'values'>[]): string[] {
  const columns = lines[0]?.values ?? [];
  return columns
    .filter(
      ({ key, isMain }) => isMain || lines.some(({ values }) => values.some((one) => one.key === key && saysSomething(one))),
    )
    .map(({ key }) => key);
}

/** What lines come to together, by the keys of their amounts; none where one of them is not known. */
export function sumsOf(lines: readonly Pick<ShownLine, 'values'>[]): ReadonlyMap<string, number> {
  const amounts = Map.groupBy(
    lines.flatMap(({ values }) => values).filter(({ kind }) => kind === 'money'),
    ({ key }) => key,
  );
  return new Map(
    [...amounts].flatMap(([key, all]): [string, number][] => {
      const known = all.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
      return known.length === all.length ? [[key, known.reduce((sum, value) => sum + value, 0)]] : [];
    }),
  );
}
