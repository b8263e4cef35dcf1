import fastJson from 'fast-json-stringify';
import { z } from 'zod';

/** A function that writes a reply as its contract declares it: undeclared columns are dropped, nothing else is checked. */
export function compileSerialiser(schema: z.ZodType): (value: unknown) => string {
  const json = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => openObject(jsonSchema),
  });
  return fastJson(json as Parameters<typeof fastJson>[0]);
}

/** `additionalProperties: false` makes a union throw on an extra column, and is implied by how the serialiser works. */
function openObject(schema: Record<string, unknown>): void {
  if (schema['additionalProperties'] === false) delete schema['additionalProperties'];
  if (schema['additionalProperties'] !== undefined && typeof schema['additionalProperties'] === 'object')
    schema['additionalProperties'] = true;
  // "Or nothing" beside a union has no type of its own to stand with: it is one more member of the union.
  const union = schema['oneOf'] ?? schema['anyOf'];
  if (schema['nullable'] === true && schema['type'] === undefined && Array.isArray(union)) {
    delete schema['nullable'];
    delete schema['oneOf'];
    schema['anyOf'] = [...(union as unknown[]), { type: 'null' }];
  }
  // Our values are already text in the right form; the writer would parse and print dates again.
  if (schema['type'] === 'string') delete schema['format'];
}
