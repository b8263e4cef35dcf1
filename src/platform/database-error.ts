import { DomainError } from './errors.ts';

/**
 * What the database's own refusals mean to a caller, where no use case has given them a better name: a value it cannot take,
 * a change that lost a race, or a moment at which it cannot answer.
 */
const byState: readonly [pattern: RegExp, code: string][] = [
  // String too long, number or time out of range or unreadable, text it cannot hold, an entry too large for an index.
  [/^(22001|22003|22007|22008|22021|22P02|22P03|22P05|54000|54001)$/, 'invalid_input'],
  [/^(23503|23505|23P01|40001|40P01|55P03)$/, 'conflict'],
  [/^(08...|53...|57014|57P0[1-5])$/, 'unavailable'],
];

/** The refusal that an error of the driver stands for; undefined for any other error. */
export function refusalOfDatabase(error: unknown): DomainError | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const { code: state } = error;
  const code = byState.find(([pattern]) => pattern.test(state))?.[1];
  return code === undefined ? undefined : new DomainError(code, { cause: error });
}
