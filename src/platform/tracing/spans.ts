/** What is said of a span besides its name and time: ids, counts, codes, templates. Never contents. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanStart {
  /** Of few different values: a route's template, a job's name. */
  name: string;
  kind: 'server' | 'client' | 'producer' | 'consumer';
  attributes?: Attributes;
  /** Where a `traceparent` of another process may stand: headers of a request, payload of a job. */
  carrier?: object | undefined;
}

export interface OpenSpan {
  set(attributes: Attributes): void;
  /** Marks it as failed. The kind of fault is a class or a code: the text of an error may hold what people wrote. */
  fail(kind: string): void;
  end(): void;
  /** Runs the work so that spans begun in it, also later in its promises, are children of this one. */
  within<T>(work: () => T): T;
}

/** What makes and sends spans. There is one where the operator named a collector (`otlp.ts`). */
export interface Tracing {
  /** Begins a child of the running code's span, or of the one that its carrier names; else a new trace. */
  begin(start: SpanStart): OpenSpan;
  /** The span that the running code belongs to. */
  current(): OpenSpan | null;
  /** W3C trace context of the running code's span, for whoever does the rest of the work. */
  headers(): Record<string, string>;
  /** Names of trace and span as OpenTelemetry's convention for log lines has them. */
  logFields(): Record<string, string>;
  /** Sends what is left. */
  stop(): Promise<void>;
}

let tracing: Tracing | null = null;

/** Turns traces on for this process, or off. Off costs a comparison at each place. */
export function setTracing(next: Tracing | null): void {
  tracing = next;
}

export function getTracing(): Tracing | null {
  return tracing;
}

/** Runs the work in a span of its own; without tracing, just runs it. What the work throws is thrown on. */
export async function traced<T>(start: SpanStart, work: (span: OpenSpan | null) => Promise<T>): Promise<T> {
  if (tracing === null) return work(null);
  const span = tracing.begin(start);
  try {
    return await span.within(() => work(span));
  } catch (error) {
    span.fail(kindOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Says more of the running code's span. */
export function annotate(attributes: Attributes): void {
  tracing?.current()?.set(attributes);
}

/** The running trace in log lines and in what is handed to another process; empty without tracing. New each time: the log writes into it. */
export const traceFields = (): Record<string, string> => tracing?.logFields() ?? {};
export const traceHeaders = (): Record<string, string> => tracing?.headers() ?? {};

/**
 * Puts a span around a statement that was sent, where it is part of something traced: what the queue and the housekeeping ask
 * by themselves is left out. The text is told, values never.
 */
export function traceStatement<T>(text: string, sent: Promise<T>): Promise<T> {
  if (!tracing?.current()) return sent;
  const span = tracing.begin({ name: statementName(text), kind: 'client', attributes: { ...postgres, 'db.query.text': text } });
  return sent.then(
    (result) => {
      span.end();
      return result;
    },
    (error: unknown) => {
      span.fail(kindOf(error));
      span.end();
      throw error;
    },
  );
}

const postgres: Attributes = { 'db.system.name': 'postgresql' };
const names = new Map<string, string>();
const maxNames = 1000;

/** `select deals`: what is done and to which table it is done first. */
function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const [verb = 'sql'] = /[a-z]+/i.exec(text.replace(/\/\*.*?\*\//g, '')) ?? [];
  const [, table] = /\b(?:from|into|update)\s+"?([a-z_]+)/i.exec(text) ?? [];
  const name = table === undefined ? verb.toLowerCase() : `${verb.toLowerCase()} ${table}`;
  if (names.size < maxNames) names.set(text, name);
  return name;
}

/** An error's code (of the database, of a refusal, of the network), else its class. */
function kindOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
