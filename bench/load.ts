import { Agent, request } from 'node:http';

/** One measured run of requests against a server on this machine. */
export interface LoadResult {
  requestsPerSecond: number;
  p50: number;
  p95: number;
  p99: number;
  errors: number;
}

export interface LoadOptions {
  /** Paths are taken in turn. */
  paths: readonly string[];
  port: number;
  headers?: Record<string, string>;
  connections: number;
  seconds: number;
  method?: string;
  bodies?: readonly string[];
}

/** Percentile of sorted values by linear interpolation. */
export function percentile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

function ask(agent: Agent, options: LoadOptions, index: number): Promise<number> {
  const path = options.paths[index % options.paths.length] ?? '/';
  const body = options.bodies?.[index % options.bodies.length];
  const headers = {
    ...options.headers,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: options.port, path, agent, headers, method: options.method ?? 'GET' },
      (reply) => {
        reply.resume();
        reply.on('end', () => resolve(reply.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Keeps `connections` requests under way for `seconds` and answers rate and latency in milliseconds. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const times: number[] = [];
  let errors = 0;
  let next = 0;
  const start = performance.now();
  const end = start + options.seconds * 1000;
  const worker = async (): Promise<void> => {
    while (performance.now() < end && (options.bodies === undefined || next < options.bodies.length)) {
      const before = performance.now();
      const status = await ask(agent, options, next++);
      times.push(performance.now() - before);
      if (status >= 400) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, worker));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  return {
    requestsPerSecond: times.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    errors,
  };
}
