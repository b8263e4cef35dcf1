import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  /** Empty for the first span of a trace. */
  parentId: string;
  /** 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  /** 2 where it failed. */
  status: number;
  attributes: Record<string, string | number>;
}

/** A field of a protobuf message: a number, or the bytes of a text or of another message. */
type Field = [number: number, value: number | Buffer];

/** The fields of a protobuf message, as its wire format writes them (varint, 8 bytes, length and bytes, 4 bytes). */
function fieldsOf(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    if (wire === 0) {
      fields.push([tag >> 3, varint()]);
      continue;
    }
    const size = wire === 2 ? varint() : wire === 1 ? 8 : 4;
    fields.push([tag >> 3, bytes.subarray(at, at + size)]);
    at += size;
  }
  return fields;
}

const within = (bytes: Buffer, field: number): Buffer[] =>
  fieldsOf(bytes).flatMap(([number, value]) => (number === field && typeof value !== 'number' ? [value] : []));
const numberIn = (bytes: Buffer, field: number): number =>
  Number(fieldsOf(bytes).find(([number, value]) => number === field && typeof value === 'number')?.[1] ?? 0);
const textIn = (bytes: Buffer, field: number, encoding: BufferEncoding = 'utf8'): string =>
  within(bytes, field)[0]?.toString(encoding) ?? '';

function attributesOf(span: Buffer, field: number): Record<string, string | number> {
  return Object.fromEntries(
    within(span, field).map((pair) => {
      const [[kind, value] = [0, '']] = fieldsOf(within(pair, 2)[0] ?? Buffer.alloc(0));
      return [textIn(pair, 1), kind === 1 ? String(value) : Number(value)];
    }),
  );
}

/** What `opentelemetry/proto/collector/trace/v1` and `trace/v1` say of an ExportTraceServiceRequest. */
function spansOf(body: Buffer): ReceivedSpan[] {
  return within(body, 1)
    .flatMap((resourceSpans) => within(resourceSpans, 2))
    .flatMap((scopeSpans) => within(scopeSpans, 2))
    .map((span) => ({
      name: textIn(span, 5),
      traceId: textIn(span, 1, 'hex'),
      spanId: textIn(span, 2, 'hex'),
      parentId: textIn(span, 4, 'hex'),
      kind: numberIn(span, 6),
      status: numberIn(within(span, 15)[0] ?? Buffer.alloc(0), 3),
      attributes: attributesOf(span, 9),
    }));
}

export interface Collector {
  endpoint: string;
  spans: ReceivedSpan[];
  /** What the sender says of itself. */
  resource: Record<string, string | number>;
  /** Headers of what was sent elsewhere than to `/v1/traces`: this machine's only receiver is also called by webhooks. */
  calls: { path: string; headers: IncomingHttpHeaders }[];
  /** All that was received, to look for what must not be in it. */
  raw: () => string;
  close: () => void;
}

/** A collector that speaks OTLP over HTTP on the loopback address, and keeps what it is sent. */
export async function startCollector(): Promise<Collector> {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const sent = Buffer.concat(parts);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      if (request.url === '/v1/traces') {
        bodies.push(body);
        collector.spans.push(...spansOf(body));
        for (const resource of within(body, 1).flatMap((one) => within(one, 1))) collector.resource = attributesOf(resource, 1);
      } else collector.calls.push({ path: request.url ?? '', headers: request.headers });
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const collector: Collector = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: [],
    resource: {},
    calls: [],
    raw: () => Buffer.concat(bodies).toString('latin1'),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return collector;
}
