import fastJson from 'fast-json-stringify';
import { z } from 'zod';

type Serialiser = (value: unknown) => string;

const compiled = new WeakMap<z.ZodType, Serialiser>();

/**
 * The function that writes a reply as its contract declares it: undeclared columns are dropped, nothing else is checked. It is compiled
 * when a reply of this kind is first written (some milliseconds), because a start that compiled all of them took half a second longer.
 */
export function serialiserOf(schema: z.ZodType): Serialiser {
  const known = compiled.get(schema);
  if (known) return known;
  const made = compileSerialiser(schema);
  compiled.set(schema, made);
  return made;
}

function compileSerialiser(schema: z.ZodType): Serialiser {
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
