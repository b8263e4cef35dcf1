import { describe, expect, it } from 'vitest';
import { createLogger, newRequestId } from './logger.ts';

function written(log: (logger: ReturnType<typeof createLogger>) => void): unknown[] {
  const lines: string[] = [];
  log(createLogger('info', { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

describe('createLogger', () => {
  it('writes one JSON object per line, with level, time and message', () => {
    const [line] = written((logger) => logger.info({ dealId: 'd1' }, 'moved'));
    expect(line).toMatchObject({
      level: 'info',
      dealId: 'd1',
      msg: 'moved',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('keeps secrets out, at the top and one level down', () => {
    const lines = written((logger) => {
      logger.info({ password: 'p1', body: { newPassword: 'p2', token: 'p3' } });
      logger.info({ req: { headers: { cookie: 'p4', authorization: 'p5' } }, key: 'p6' });
    });
    expect(JSON.stringify(lines)).not.toMatch(/p[1-6]/);
  });

  it('writes of an error its name, message, code and cause, not the row it carries', () => {
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(ann@acme.test)' });
    const [line] = written((logger) => logger.error({ err: new Error('failed', { cause }) }, 'request failed'));
    expect(line).toMatchObject({ err: { type: 'Error', message: 'failed', cause: { code: '23505', message: 'duplicate key' } } });
    expect(JSON.stringify(line)).not.toContain('ann@acme.test');
  });

  it('keeps what one line says out of the next', () => {
    const [, second] = written((logger) => {
      logger.info({ dealId: 'd1' }, 'first');
      logger.info('second');
    });
    expect(second).not.toHaveProperty('dealId');
  });

  it('leaves out what is below its level', () => {
    expect(written((logger) => logger.debug('noise'))).toEqual([]);
  });
});

describe('newRequestId', () => {
  it('is different every time and safe in a URL', () => {
    const ids = new Set(Array.from({ length: 1000 }, newRequestId));
    expect(ids.size).toBe(1000);
    expect([...ids].every((id) => /^[\w-]{12}$/.test(id))).toBe(true);
  });
});
