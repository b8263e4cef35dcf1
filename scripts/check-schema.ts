import { generateTypes, onMigratedDatabase, readTypes } from './db-types.ts';
import { report, type Problem } from './source.ts';
import { readSchema, walkSchema } from './walk-schema.ts';

/** The first line in which two texts differ, as a problem of the generated file. */
export function compareTypes(wanted: string, present: string): Problem[] {
  if (wanted === present) return [];
  const [now, then] = [wanted.split('\n'), present.split('\n')];
  const line = now.findIndex((text, index) => text !== then[index]);
  const text = `the migrations say "${now[line]?.trim() ?? ''}", the file "${then[line]?.trim() ?? ''}": run npm run db:types`;
  return [{ rule: 'schema-drift', file: 'src/platform/db-types.ts', line: Math.max(1, line + 1), text }];
}

if (import.meta.main) {
  const problems = await onMigratedDatabase(async (db) => {
    const [types, schema] = [await generateTypes(db), await readSchema(db)];
    return [...compareTypes(types, readTypes()), ...walkSchema(schema)];
  });
  report('schema', problems);
}
