import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drain, listen, refuseTakenPort } from './listen.ts';

let app: FastifyInstance;
let release: () => void;
let arrived: Promise<void>;

beforeEach(() => {
  app = Fastify();
  const released = new Promise<void>((done) => (release = done));
  let arrive: () => void;
  arrived = new Promise((done) => (arrive = done));
  app.get('/slow', async () => {
    arrive();
    await released;
    return { done: true };
  });
});
afterEach(async () => {
  release();
  await app.close();
});

const anyPort = { HOST: '127.0.0.1', PORT: 0 };

describe('drain', () => {
  it('lets a running request end, and takes no new one', async () => {
    const address = await listen(app, anyPort);
    const running = fetch(`${address}/slow`);
    await arrived;
    const drained = drain(app, 5000);
    await expect(fetch(`${address}/slow`)).rejects.toThrow('fetch failed');
    release();
    expect(await (await running).json()).toEqual({ done: true });
    const startedAt = performance.now();
    await drained;
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('does not wait for ever for one that hangs', async () => {
    const address = await listen(app, anyPort);
    const hanging = fetch(`${address}/slow`).catch(() => 'cut off');
    await arrived;
    const startedAt = performance.now();
    await drain(app, 200);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(await hanging).toBe('cut off');
  });
});

describe('listen', () => {
  it('names a port that is taken, and the way out', async () => {
    const port = Number(new URL(await listen(app, anyPort)).port);
    const refusal = {
      message: `Port ${port} on 127.0.0.1 is in use by another program.`,
      fix: expect.stringContaining(`PORT=${port + 1}`),
    };
    await expect(refuseTakenPort({ HOST: '127.0.0.1', PORT: port })).rejects.toMatchObject(refusal);
    const second = Fastify();
    await expect(listen(second, { HOST: '127.0.0.1', PORT: port })).rejects.toMatchObject(refusal);
    await second.close();
  });

  it('names an address that this machine does not have', async () => {
    await expect(refuseTakenPort({ HOST: '203.0.113.7', PORT: 45_123 })).rejects.toThrow(
      'HOST=203.0.113.7 is not an address of this machine.',
    );
  });
});
