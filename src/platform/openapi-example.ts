/** What is read of a JSON schema to make an example of it. */
interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  minimum?: number;
  minLength?: number;
  minItems?: number;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

const byFormat: Record<string, string> = {
  uuid: '0199a3c4-7b1e-78fa-a7d7-000676aaa92e',
  date: '2027-01-15',
  'date-time': '2027-01-15T09:00:00Z',
  email: 'ann@acme.test',
  uri: 'https://acme.test',
};

/** Texts of the forms that contracts ask for by a pattern; the first that fits is taken. */
const formed = ['CNY', '12.5', '09:00', '#336699', 'tier', 'deal.won', 'needs.budget', '+86 21 5555 0100', '0'];

interface ExampleOptions {
  /** The field that the example is of, which plain texts are made from. */
  name?: string;
  /** Lists have an entry, so that the example shows what is in them; a body is as short as may be sent. */
  isReply?: boolean;
}

/** An example that the schema accepts, with what it requires and no more: short enough to be read, complete enough to be sent. */
export function exampleOf(schema: Schema, { name = '', isReply = false }: ExampleOptions = {}): unknown {
  if (schema.examples) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return exampleOf(options.find(({ type }) => type !== 'null') ?? {}, { name, isReply });
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return exampleObject(schema, isReply);
    case 'array':
      if (schema.prefixItems) return schema.prefixItems.map((item) => exampleOf(item, { name, isReply }));
      return Array.from({ length: Math.max(schema.minItems ?? 0, isReply ? 1 : 0) }, () =>
        exampleOf(schema.items ?? {}, { name, isReply }),
      );
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'string':
      return exampleText(schema, name);
    default:
      return {};
  }
}

function exampleObject({ properties = {}, required = [] }: Schema, isReply: boolean): Record<string, unknown> {
  return Object.fromEntries(
    required.flatMap((name) => (properties[name] ? [[name, exampleOf(properties[name], { name, isReply })]] : [])),
  ) as Record<string, unknown>;
}

function exampleText({ format, pattern, minLength = 0 }: Schema, name: string): string {
  if (format !== undefined && byFormat[format] !== undefined) return byFormat[format];
  const plain = name.padEnd(minLength, 'x');
  if (pattern === undefined) return plain;
  const fits = new RegExp(pattern);
  return [plain, ...formed].find((text) => fits.test(text)) ?? plain;
}
