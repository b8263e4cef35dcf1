import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { setTracing } from './spans.ts';

/** Turns traces on where a collector is named, before anything that is traced is made. Answers what stops them; what is needed is read only then. */
export async function startTracing(env: Env, logger: Logger): Promise<() => Promise<void>> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = env;
  if (endpoint === undefined) return async () => {};
  const { createTracing } = await import('./otlp.ts');
  const tracing = createTracing({ endpoint, share, logger });
  setTracing(tracing);
  return async () => {
    setTracing(null);
    await tracing.stop();
  };
}
