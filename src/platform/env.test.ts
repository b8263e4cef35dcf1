import { describe, expect, it } from 'vitest';
import { defaultDataFolder, hideSecrets, readEnv } from './env.ts';

function faultsOf(source: Record<string, string>): string[] {
  try {
    readEnv(source);
  } catch (error) {
    return error instanceof Error ? error.message.split('\n') : [];
  }
  return [];
}

describe('readEnv', () => {
  it('has a default for everything, and reads an empty variable as unset', () => {
    const env = readEnv({ PORT: '', DATABASE_URL: ' ', CHENGDAN_DATA: '/tmp/x' });
    expect(env).toEqual({
      PORT: 3300,
      HOST: '127.0.0.1',
      CHENGDAN_DATA: '/tmp/x',
      DATABASE_URL: undefined,
      PUBLIC_URL: undefined,
      SMTP_URL: undefined,
      LOG_LEVEL: 'info',
      OUTGOING_ALLOW: [],
      TRUSTED_PROXIES: [],
      API_KEY_LIMIT: 6000,
      METRICS_TOKEN: undefined,
      OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
      OTEL_TRACES_SAMPLER_ARG: 1,
    });
  });

  it('reads what is given', () => {
    const env = readEnv({
      PORT: '8080',
      HOST: '::',
      DATABASE_URL: 'postgresql://me@/chengdan?host=/run/postgresql',
      PUBLIC_URL: 'https://crm.example.com/',
      SMTP_URL: 'smtps://me:secret@mail.example.com',
      LOG_LEVEL: 'debug',
    });
    expect(env).toMatchObject({ PORT: 8080, HOST: '::', PUBLIC_URL: 'https://crm.example.com', LOG_LEVEL: 'debug' });
  });

  it('tells all faults together, each with its fix', () => {
    const faults = faultsOf({
      PORT: '99999',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://x',
      PUBLIC_URL: 'crm',
      SMTP_URL: 'mail',
      LOG_LEVEL: 'loud',
    });
    expect(faults.map((fault) => fault.split('=', 1)[0])).toEqual([
      'PORT',
      'HOST',
      'DATABASE_URL',
      'PUBLIC_URL',
      'SMTP_URL',
      'LOG_LEVEL',
    ]);
    expect(faults[0]).toContain('PORT=3300');
    expect(faults[2]).toContain('postgresql://user:password@host:5432/database');
  });

  it.each(['', '-1', '3300x', '65536', '33.5'])('refuses the port %j unless it is empty', (PORT) => {
    expect(faultsOf({ PORT })).toHaveLength(PORT === '' ? 0 : 1);
  });

  it('never prints a password or a token', () => {
    expect(faultsOf({ METRICS_TOKEN: 'too-short' })[0]).toMatch(/^METRICS_TOKEN=\*\*\* is not valid/);
    expect(faultsOf({ DATABASE_URL: 'mysql://me:secret@host/db' })[0]).not.toContain('secret');
    expect(hideSecrets('postgresql://me:s3cret@host/db')).toBe('postgresql://me:***@host/db');
  });
});

describe('defaultDataFolder', () => {
  it.each([
    ['linux', {}, false, '/home/ann/.local/share/chengdan'],
    ['linux', { XDG_DATA_HOME: '/data' }, false, '/data/chengdan'],
    ['linux', {}, true, '/var/lib/chengdan'],
    ['darwin', {}, false, '/home/ann/Library/Application Support/chengdan'],
    ['win32', { LOCALAPPDATA: '/local' }, false, '/local/chengdan'],
  ] as const)('on %s with %j, root: %s', (platform, source, isRoot, folder) => {
    expect(defaultDataFolder(platform, source, isRoot, '/home/ann')).toBe(folder);
  });
});
