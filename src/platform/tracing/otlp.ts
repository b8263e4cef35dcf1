import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, defaultTextMapGetter, defaultTextMapSetter, diag, DiagLogLevel } from '@opentelemetry/api';
import { type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Logger } from '../logger.ts';
import { version } from '../version.ts';
import type { OpenSpan, SpanStart, Tracing } from './spans.ts';

export interface TracingOptions {
  /** Base address of a collector that speaks OTLP over HTTP; traces go to `/v1/traces` below it. */
  endpoint: string;
  /** Which share of the traces that begin here is kept, 0 to 1; one that began elsewhere is kept as its header says. */
  share: number;
  logger: Logger;
  /** Milliseconds between two sendings. */
  delayMs?: number;
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;
// Long texts of statements are cut: a collector refuses a batch that is too large.
const spanLimits = { attributeValueLengthLimit: 4000 };

/**
 * Makes spans and sends them to a collector, in batches, beside the work. Nothing global is set: libraries that trace
 * themselves when somebody listens might say what people wrote.
 */
export function createTracing({ endpoint, share, logger, delayMs = 5000 }: TracingOptions): Tracing {
  diag.setLogger(faultsTo(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const exporter = exporterTo(endpoint);
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'chengdan', 'service.version': version }))
      // `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` of the operator have the last word.
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: delayMs })],
    spanLimits,
  });
  const tracer = provider.getTracer('chengdan', version);
  const contexts = new AsyncLocalStorageContextManager().enable();
  const propagator = new W3CTraceContextPropagator();
  const begin = ({ name, kind, attributes = {}, carrier }: SpanStart): OpenSpan => {
    const active = contexts.active();
    const parent = carrier ? propagator.extract(trace.deleteSpan(active), carrier, defaultTextMapGetter) : active;
    const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, parent);
    return openSpan(span, <T>(work: () => T) => contexts.with(trace.setSpan(parent, span), work));
  };
  const spanOf = (context: Context): Span | undefined => trace.getSpan(context);
  return {
    begin,
    current: () => {
      const span = spanOf(contexts.active());
      return span ? openSpan(span, (work) => work()) : null;
    },
    headers: () => {
      const carrier: Record<string, string> = {};
      propagator.inject(contexts.active(), carrier, defaultTextMapSetter);
      return carrier;
    },
    logFields: () => {
      const context = spanOf(contexts.active())?.spanContext();
      const fields: Record<string, string> = {};
      return context ? Object.assign(fields, { trace_id: context.traceId, span_id: context.spanId }) : fields;
    },
    stop: async () => {
      const sent = provider.shutdown().catch((error: unknown) => logger.warn({ err: error }, 'the last traces were not sent'));
      // A collector that is away does not keep the program from ending.
      await Promise.race([sent, sleep(3000, undefined, { ref: false })]);
      contexts.disable();
    },
  };
}

function openSpan(span: Span, within: OpenSpan['within']): OpenSpan {
  return {
    set: (attributes) => void span.setAttributes(attributes),
    fail: (kind) => void span.setAttribute('error.type', kind).setStatus({ code: SpanStatusCode.ERROR }),
    end: () => span.end(),
    within,
  };
}

/** The operator's other variables (`OTEL_EXPORTER_OTLP_HEADERS`, `_CERTIFICATE`, …) are read by the exporter itself. */
function exporterTo(endpoint: string, limits: { timeoutMillis?: number } = {}): OTLPTraceExporter {
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, ...limits });
}

/** Sends a batch without spans, as `doctor` does, to see whether a collector takes it; throws what it says. */
export async function tryCollector(endpoint: string): Promise<void> {
  const exporter = exporterTo(endpoint, { timeoutMillis: 3000 });
  try {
    await new Promise<void>((done, fail) => {
      exporter.export([], ({ error, code }) => (code === 0 ? done() : fail(error ?? new Error('refused'))));
    });
  } finally {
    await exporter.shutdown();
  }
}

/** A collector that is away is a line in the log and no more: the program works without it. */
function faultsTo(logger: Logger): Parameters<typeof diag.setLogger>[0] {
  const warn = (message: string): void => logger.warn({ detail: message.slice(0, 500) }, 'traces were not sent');
  const nothing = (): void => {};
  return { error: warn, warn, info: nothing, debug: nothing, verbose: nothing };
}
