import { describe, expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { checkTarget, outgoingRules, readTarget, type Resolve, resolveTarget } from './guard.ts';

/** A name server of our own. */
const names: Record<string, readonly string[]> = {
  'good.test': ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'],
  'home.test': ['127.0.0.1'],
  'half.test': ['93.184.216.34', '10.0.0.5'],
  'six.test': ['::ffff:10.0.0.5'],
  'metadata.test': ['169.254.169.254'],
  'intranet.test': ['10.20.0.5'],
};
const resolve: Resolve = async (host) => {
  const addresses = names[host];
  if (!addresses) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
  return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};
const rules = outgoingRules({ OUTGOING_ALLOW: [] }, resolve);
const opened = outgoingRules({ OUTGOING_ALLOW: ['10.20.0.0/16'] }, resolve);

async function codeOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('readTarget', () => {
  test.each([
    ['', 'outgoing_not_a_url'],
    ['example.com/hook', 'outgoing_not_a_url'],
    ['ftp://example.com/', 'outgoing_not_a_url'],
    ['file:///etc/passwd', 'outgoing_not_a_url'],
    ['javascript:alert(1)', 'outgoing_not_a_url'],
    ['https://user:secret@example.com/', 'outgoing_credentials'],
    ['https://user@example.com/', 'outgoing_credentials'],
    ['https://example.com:22/', 'outgoing_port'],
    ['https://example.com:25/', 'outgoing_port'],
    ['https://example.com:0/', 'outgoing_port'],
  ])('%s is refused: %s', async (text, code) => {
    expect(await codeOf(() => readTarget(text))).toBe(code);
  });

  test.each(['https://example.com', 'https://example.com:8443/a?b=c', 'http://example.com:80', 'https://例子.测试/'])(
    '%s is read',
    (text) => {
      expect(readTarget(text)).toBeInstanceOf(URL);
    },
  );
});

describe('checkTarget and resolveTarget', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://0x7f.0.0.01/',
    'https://１２７.0.0.1/',
    'https://127.0.0.1./',
    'https://0/',
    'https://10.0.0.5/',
    'https://192.168.1.1:8443/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://home.test/',
    'https://half.test/',
    'https://six.test/',
    'https://metadata.test/',
    'https://intranet.test/',
    'http://home.test/',
  ])('%s is refused, at save and at call', async (text) => {
    expect(await codeOf(() => checkTarget(text, rules))).toBe('outgoing_private');
    expect(await codeOf(() => resolveTarget(readTarget(text), rules))).toBe('outgoing_private');
  });

  test('a public name is taken, by https only', async () => {
    await checkTarget('https://good.test/hook', rules);
    expect(await resolveTarget(readTarget('https://good.test/hook'), rules)).toHaveLength(2);
    expect(await codeOf(() => checkTarget('http://good.test/hook', rules))).toBe('outgoing_not_https');
    expect(await codeOf(() => resolveTarget(readTarget('http://good.test/hook'), rules))).toBe('outgoing_not_https');
  });

  test('a name nobody knows may be saved for https, and is no address at the call', async () => {
    await checkTarget('https://unknown.test/', rules);
    expect(await codeOf(() => checkTarget('http://unknown.test/', rules))).toBe('outgoing_not_https');
    expect(await codeOf(() => resolveTarget(readTarget('https://unknown.test/'), rules))).toMatch(/ENOTFOUND/);
  });

  test('what the operator opened is taken, also by http; nothing beside it', async () => {
    await checkTarget('http://intranet.test:5678/hook', opened);
    await checkTarget('http://10.20.0.9/', opened);
    expect(await codeOf(() => checkTarget('http://10.21.0.9/', opened))).toBe('outgoing_private');
    expect(await codeOf(() => checkTarget('https://home.test/', opened))).toBe('outgoing_private');
  });

  test('a name server that does not answer holds up nobody', async () => {
    const silent = outgoingRules({ OUTGOING_ALLOW: [] }, () => new Promise(() => {}));
    const startedAt = Date.now();
    await checkTarget('https://silent.test/', silent);
    expect(Date.now() - startedAt).toBeLessThan(6000);
  });
});
