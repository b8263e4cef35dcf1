import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Env } from './env.ts';
import { StartError } from './start-error.ts';

/** Refuses early, before the database is touched, when the address cannot be listened on. */
export async function refuseTakenPort({ HOST: host, PORT: port }: Pick<Env, 'HOST' | 'PORT'>): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((done, fail) => probe.once('error', fail).listen({ host, port, exclusive: true }, done));
  } catch (error) {
    throw refusalOf(error, host, port);
  } finally {
    if (probe.listening) await new Promise((done) => probe.close(done));
  }
}

/** Listens and returns the address to print. */
export async function listen(app: FastifyInstance, { HOST: host, PORT: port }: Pick<Env, 'HOST' | 'PORT'>): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw refusalOf(error, host, port);
  }
  const address = app.server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${actual}`;
}

function refusalOf(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} on ${host} is in use by another program.`,
      `Stop that one, or choose another port: PORT=${port + 1} npm start.`,
      error,
    );
  if (code === 'EACCES')
    return new StartError(
      `Port ${port} may only be opened by an administrator.`,
      'Choose a port above 1023, for example PORT=3300.',
      error,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError(
      `HOST=${host} is not an address of this machine.`,
      'Use HOST=127.0.0.1, or HOST=0.0.0.0 for every network.',
      error,
    );
  return error;
}

/** Lets running requests end, for at most `milliseconds`, then closes what is still open (a stuck client). */
export async function drain(app: FastifyInstance, milliseconds: number): Promise<void> {
  // A browser keeps its connection for the next request; one that becomes idle after we have begun would hold us up.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  const limit = setTimeout(() => app.server.closeAllConnections(), milliseconds);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(limit);
  }
}
