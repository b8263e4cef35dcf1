import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readEnv } from '../env.ts';
import { createLogger } from '../logger.ts';
import { startTracing } from './start.ts';
import { getTracing, traced, traceFields, traceHeaders } from './spans.ts';

const logger = createLogger('silent');

test('without a collector there is no tracing, and what it needs is not read by the server', async () => {
  const stop = await startTracing(readEnv({}), logger);
  expect(getTracing()).toBeNull();
  expect(await traced({ name: 'work', kind: 'server' }, async (span) => span)).toBeNull();
  expect([traceFields(), traceHeaders()]).toEqual([{}, {}]);
  await stop();
  const server = new URL('../../server.ts', import.meta.url).href;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', listing(server)], { encoding: 'utf8' });
  expect(stdout).toContain('tracing/spans.ts');
  expect(stdout).not.toMatch(/tracing\/otlp\.ts|opentelemetry\/(sdk-trace|exporter)/);
});

/** A program that prints every file that a module reads. */
const listing = (address: string): string => `
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });
  await import(${JSON.stringify(address)});`;

test('with one, it is on until it is stopped', async () => {
  const stop = await startTracing(readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }), logger);
  expect(getTracing()).not.toBeNull();
  await traced({ name: 'work', kind: 'server' }, async () => expect(traceHeaders()).toHaveProperty('traceparent'));
  await stop();
  expect(getTracing()).toBeNull();
});

test('the share is a number from 0 to 1', () => {
  expect(readEnv({ OTEL_TRACES_SAMPLER_ARG: '0.25' }).OTEL_TRACES_SAMPLER_ARG).toBe(0.25);
  expect(() => readEnv({ OTEL_TRACES_SAMPLER_ARG: '1.5' })).toThrow(/from 0 to 1/);
  expect(() => readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' })).toThrow(/OTLP over HTTP/);
});
