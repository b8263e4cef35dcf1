/** What the tests read of an OpenAPI document, and valid bodies made from it. */
export interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

export interface Operation {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  isPublic: boolean;
  /** Whether a browser is sent there and answered with a page, its refusals too. */
  isPage: boolean;
  parameters: Parameter[];
  /** Schema of a JSON body. */
  body?: Schema;
  /** Content type of a body that is not JSON. */
  upload?: string;
  /** Status of success. */
  status: number;
}

interface Reference {
  $ref: string;
}

interface RawOperation {
  security?: unknown[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}
export interface OpenApi {
  components: { parameters: Record<string, Parameter> };
  paths: Record<string, Record<string, RawOperation>>;
}

/** A parameter, or the one of the document's components that stands for it. */
function parameterOf({ components }: OpenApi, part: Parameter | Reference): Parameter {
  if (!('$ref' in part)) return part;
  const found = components.parameters[part.$ref.split('/').at(-1) ?? ''];
  if (!found) throw new Error(`${part.$ref} leads nowhere`);
  return found;
}

export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => {
      const content = raw.requestBody?.content ?? {};
      const upload = Object.keys(content).find((type) => type !== 'application/json');
      const body = content['application/json']?.schema;
      const status = Object.keys(raw.responses).find((code) => code !== 'default') ?? '200';
      return {
        method: method.toUpperCase() as Operation['method'],
        path,
        isPublic: raw.security?.length === 0,
        isPage: raw.responses[status]?.content?.['text/html'] !== undefined,
        parameters: (raw.parameters ?? []).map((part) => parameterOf(document, part)),
        status: Number(status),
        ...(body ? { body } : {}),
        ...(upload ? { upload } : {}),
      };
    }),
  );
}

export const isUuid = (schema: Schema): boolean => schema.format === 'uuid' || Boolean(schema.anyOf?.some(isUuid));

export interface SampleContext {
  /** Id of a row that a property of this name would point to. */
  id: (name: string) => string | undefined;
  /** Whether optional properties are given too. */
  isFull: boolean;
  /** Makes texts differ from one sample to the next. */
  number: number;
}

/** Values that a schema cannot tell: what a property of this name holds. */
const known: Record<string, unknown> = {
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  object: 'account',
  filter: '{"field":"id","op":"isNotEmpty"}',
  custom: {},
  creditCode: null,
  taxClass: null,
  website: 'https://example.test',
};

/** The same of a query: what a parameter of this name has to be, to be understood. */
export const knownQueries: Readonly<Record<string, string>> = {
  q: 'name',
  kind: 'account',
  file: 'accounts.csv',
  column: 'Company',
};

const texts = [
  '2026-03-02',
  '2026-03-02T08:00:00.000Z',
  '12.5',
  '12',
  '08:30',
  'CNY',
  '#336699',
  'key1',
  'a@example.test',
  'sample',
  '+86 21 5555 0100',
];

function sampleText(schema: Schema, name: string, { number }: SampleContext): string {
  if (schema.format === 'date') return '2026-03-02';
  if (schema.format === 'date-time') return '2026-03-02T08:00:00.000Z';
  if (schema.format === 'uri') return 'https://example.test';
  if (schema.format === 'email' || /email$/i.test(name)) return `sample${number}@example.test`;
  const text = `${name} ${number}`.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? 200);
  if (!schema.pattern) return text;
  const pattern = new RegExp(schema.pattern);
  const found = [text, `${name}${number}`.toLowerCase(), ...texts].find((candidate) => pattern.test(candidate));
  if (found === undefined) throw new Error(`no sample for ${name} matches ${schema.pattern}`);
  return found;
}

function sampleObject(schema: Schema, context: SampleContext): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isRequired = schema.required?.includes(name) ?? false;
    if (!isRequired && !context.isFull) continue;
    const value = sample(property, name, context);
    if (value !== undefined) object[name] = value;
    else if (isRequired) throw new Error(`nothing to point to with ${name}`);
  }
  return object;
}

/** A value that the schema accepts; undefined for an id of something that is not there. */
export function sample(schema: Schema, name: string, context: SampleContext): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (name in known) return known[name];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return sample(options.find((option) => option.type !== 'null') ?? {}, name, context);
  if (isUuid(schema)) return context.id(name);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type === 'object') return sampleObject(schema, context);
  if (type === 'array') {
    const item = sample(schema.items ?? {}, name.replace(/s$/, ''), context);
    return item === undefined ? [] : Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => item);
  }
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number')
    return Math.min(schema.maximum ?? 1, Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1));
  if (type === 'string') return sampleText(schema, name, context);
  return {};
}

/** Where a body holds ids: `['linkIds', 0]`, with the name to guess the table by. */
export function idPlaces(schema: Schema, path: (string | number)[] = []): { path: (string | number)[]; name: string }[] {
  if (isUuid(schema)) return [{ path, name: path.findLast((part) => typeof part === 'string')?.replace(/Ids$/, 'Id') ?? '' }];
  const option = (schema.anyOf ?? schema.oneOf)?.flatMap((one) => idPlaces(one, path));
  if (option) return option;
  if (schema.items) return idPlaces(schema.items, [...path, 0]);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => idPlaces(property, [...path, name]));
}

/** The same body with a value at a place; what is missing on the way is made. */
export function withValue(body: unknown, path: (string | number)[], value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (typeof head === 'number') {
    const list: unknown[] = Array.isArray(body) ? [...body] : [];
    list[head] = withValue(list[head], rest, value);
    return list;
  }
  const object: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  object[head] = withValue(object[head], rest, value);
  return object;
}
