import { z } from 'zod';
import { isCurrency } from './money.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Who may call: somebody signed in (or an API key), anybody, or anybody but with a strict rate limit (sign-in and the like). */
export type Access = 'session' | 'public' | 'publicLimited';

export interface EndpointSpec<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  method: Method;
  /** Path below `/api/v1`, with `:name` parameters. */
  path: string;
  tag: string;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
  /** A body as an example, where one made from the schema says too little. */
  example?: unknown;
  /** Status of success; 201 for POST and 200 otherwise unless given. */
  status?: number;
  /** Codes of refusals beyond the ones every route has (unauthorized, forbidden, invalid_input …). */
  errors?: readonly string[];
  access?: Access;
  /** `stream` replies are written by the handler itself (CSV, server-sent events); `reply` then only documents. */
  mode?: 'json' | 'stream';
  /** Content types of a `stream` reply; CSV unless given. */
  produces?: readonly string[];
  /** Largest request body in bytes; 1 MiB unless given. */
  bodyLimit?: number;
  /** Body or reply hold a secret (a password, a key shown once): nothing of them is kept for idempotency keys. */
  isSecret?: boolean;
  /** Takes only some requests a minute from one address, as `publicLimited` does: passwords could be guessed here. */
  isLimited?: boolean;
  /** Open to somebody who looks at the workspace as another, though its method is one that writes. */
  isOpenToViewers?: boolean;
  /** Answers also somebody who still has to set up the second step that the workspace asks for. */
  isForHeldBack?: boolean;
  /** Content type of a body that is not JSON (a file upload); the handler reads `request.raw`. */
  consumes?: string;
}

export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> extends EndpointSpec<P, Q, B, R> {
  status: number;
  access: Access;
  mode: 'json' | 'stream';
}

export type ParamsOf<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never;
export type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never;
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never;
export type BodyInputOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.input<B> : never;
export type ReplyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;

/** Declares one endpoint. The symbol is imported by the server (validation, OpenAPI) and by the client (path and types). */
export function endpoint<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
>(spec: EndpointSpec<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    ...spec,
    status: spec.status ?? (spec.method === 'POST' ? 201 : 200),
    access: spec.access ?? 'session',
    mode: spec.mode ?? 'json',
  };
}

/** A UUID as the API writes it. */
export const Id = z.uuid();
export const IdParams = z.object({ id: Id });
/** Years before 1000 are slips of the pen (`0024-03-01`), and the year 0 no database knows. */
const isPlausible = (text: string) => text >= '1000';
const implausible = { params: { code: 'not_a_date' } };
export const CalendarDay = z.iso.date().refine(isPlausible, implausible);
export const Instant = z.iso.datetime().refine(isPlausible, implausible);
/** How often a row was changed; an edit sends the one it saw. */
export const Version = z.int().min(1).max(2_147_483_647);
/** Reply of an endpoint that has nothing to say. */
export const Done = z.object({ ok: z.literal(true) });
/** Integer minor units of a currency, within what a double holds exactly. */
export const MinorUnits = z.int().min(-9_007_199_254_740_991).max(9_007_199_254_740_991);
/** A currency that exists, by its ISO 4217 code. */
export const CurrencyCode = z
  .string()
  .refine(isCurrency, { params: { code: 'not_a_currency' } })
  .meta({ pattern: '^[A-Z]{3}$' });
/** A text per language; what needs a name asks for one of them itself. */
export const LocalizedText = z
  .object({
    en: z.string().optional(),
    'zh-Hans': z.string().optional(),
    'zh-Hant': z.string().optional(),
  })
  .meta({ examples: [{ en: 'Tier' }] });
export type LocalizedText = z.infer<typeof LocalizedText>;

/** Replies of lists: the page and the cursor of the next one, null on the last. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ data: z.array(row), nextCursor: z.string().nullable() });
}
