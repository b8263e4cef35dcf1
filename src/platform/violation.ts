const kinds: Record<string, Violation['kind']> = {
  '23505': 'unique',
  '23503': 'foreignKey',
  '23514': 'check',
  '23P01': 'exclusion',
};

/** A constraint of the database that a write ran into. */
export interface Violation {
  kind: 'unique' | 'foreignKey' | 'check' | 'exclusion';
  constraint: string;
}

/** The constraint that an error of the driver names; undefined for any other error. */
export function violationOf(error: unknown): Violation | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('constraint' in error)) return undefined;
  const kind = kinds[String(error.code)];
  return kind && typeof error.constraint === 'string' ? { kind, constraint: error.constraint } : undefined;
}
