import type { NewTaxClass, TaxClass } from './contract.ts';

type Rates = Pick<TaxClass, 'rates'>;

/** The rate of a class on a day, in basis points: the latest that began by then; undefined before the first. */
export function taxRateOn({ rates }: Rates, on: string): number | undefined {
  let found: TaxClass['rates'][number] | undefined;
  for (const rate of rates) if (rate.validFrom <= on && (!found || rate.validFrom > found.validFrom)) found = rate;
  return found?.rateBp;
}

/** The class that a product names; the default for one that names none, or a class that is gone. */
export function taxClassOf<C extends Pick<TaxClass, 'name' | 'isDefault'>>(
  classes: readonly C[],
  name: string | null,
): C | undefined {
  return classes.find((one) => one.name === name) ?? classes.find(({ isDefault }) => isDefault);
}

/** `13`, `13%` or `0.13` as basis points; undefined for anything else. */
function readRate(text: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,4})?)\s*%?$/.exec(text.trim().replace('％', '%'));
  if (!match) return undefined;
  const number = Number(match[1]);
  return Math.round(!text.includes('%') && number > 0 && number < 1 ? number * 10_000 : number * 100);
}

/**
 * The class that somebody meant by a text: its name in any case, or a rate that only one class in use has on the day.
 * Undefined where that is not plain.
 */
export function findTaxClass<C extends Pick<TaxClass, 'name' | 'isActive' | 'isExempt' | 'rates'>>(
  classes: readonly C[],
  text: string,
  on: string,
): C | undefined {
  const wanted = text.trim().toLowerCase();
  const named = classes.find(({ name }) => name.toLowerCase() === wanted);
  const rate = named ? undefined : readRate(wanted);
  if (named || rate === undefined) return named;
  const alike = classes.filter((one) => one.isActive && !one.isExempt && taxRateOn(one, on) === rate);
  return alike.length === 1 ? alike[0] : undefined;
}

interface Seed {
  /** The words key of its name, and the rate that stands in it. */
  key: 'vat' | 'exempt' | 'none';
  rateBp: number;
  validFrom: string;
}
const vat = (rateBp: number, validFrom: string): Seed => ({ key: 'vat', rateBp, validFrom });
const chinese: readonly Seed[] = [
  vat(1300, '2019-04-01'),
  vat(900, '2019-04-01'),
  vat(600, '2016-05-01'),
  vat(300, '2016-05-01'),
  vat(100, '2023-01-01'),
  vat(0, '2016-05-01'),
  { key: 'exempt', rateBp: 0, validFrom: '2000-01-01' },
];
const elsewhere: readonly Seed[] = [{ key: 'none', rateBp: 0, validFrom: '2000-01-01' }];

/**
 * Tax classes of a new workspace: the Chinese VAT rates where it counts in yuan, a plain zero elsewhere. `nameOf` puts a name
 * into words; `rate` is in per cent.
 */
export function usualTaxClasses(currency: string, nameOf: (key: Seed['key'], rate: number) => string): NewTaxClass[] {
  const isChina = currency === 'CNY';
  return (isChina ? chinese : elsewhere).map(({ key, rateBp, validFrom }, index) => ({
    name: nameOf(key, rateBp / 100),
    isExempt: key === 'exempt',
    invoiceKinds: !isChina ? [] : rateBp === 0 ? ['plain'] : ['special', 'plain'],
    isDefault: index === 0,
    rates: [{ validFrom, rateBp }],
  }));
}

/** Those of the named classes for which no invoice of a kind may be written; one that tells no kinds apart takes each. */
export function classesWithoutInvoice(
  classes: readonly Pick<TaxClass, 'name' | 'invoiceKinds'>[],
  names: ReadonlySet<string>,
  kind: TaxClass['invoiceKinds'][number],
): string[] {
  return classes
    .filter(({ name, invoiceKinds }) => names.has(name) && invoiceKinds.length > 0 && !invoiceKinds.includes(kind))
    .map(({ name }) => name);
}
