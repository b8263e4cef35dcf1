import { describe, expect, test } from 'vitest';
import { addressList, isAddressRange, isPublicAddress } from './addresses.ts';

describe('isPublicAddress', () => {
  test.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '223.255.255.255',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2606:4700:4700::1111',
    '2a00:1450:4001::1',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('addressList', () => {
  test('holds its addresses and ranges, and nothing else', () => {
    const has = addressList(['10.20.0.5', '192.168.7.0/24', 'fd00::/8']);
    expect(['10.20.0.5', '192.168.7.9', 'fd12::1', '::ffff:10.20.0.5'].map(has)).toEqual([true, true, true, true]);
    expect(['10.20.0.6', '192.168.8.1', 'fe80::1', '', 'x'].map(has)).toEqual([false, false, false, false, false]);
    expect(addressList([])('127.0.0.1')).toBe(false);
  });
});

test('isAddressRange tells a range from what is none', () => {
  expect(['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'].map(isAddressRange)).toEqual([true, true, true, true]);
  expect(['10.0.0', '10.0.0.0/33', '10.0.0.0/8/1', '*', 'example.com', '10.0.0.0/'].map(isAddressRange)).toEqual(
    Array.from({ length: 6 }, () => false),
  );
});
