import { describe, expect, it } from 'vitest';
import { attachment, cleanFileName } from './rules.ts';

describe('cleanFileName', () => {
  it.each([
    ['报价单 v2.pdf', '报价单 v2.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\plan.xlsx', 'plan.xlsx'],
    ['a"b\nc.txt', 'a_b_c.txt'],
    ['..', 'file'],
    ['.htaccess', 'htaccess'],
    ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
  ])('%j → %j', (name, expected) => {
    expect(cleanFileName(name)).toBe(expected);
  });
});

describe('attachment', () => {
  it('names a Chinese file twice: for old and for new browsers', () => {
    expect(attachment('报价.pdf')).toBe('attachment; filename="__.pdf"; filename*=UTF-8\'\'%E6%8A%A5%E4%BB%B7.pdf');
  });

  it('keeps a quote from ending the name', () => {
    expect(attachment('a"b.txt')).toBe('attachment; filename="a_b.txt"; filename*=UTF-8\'\'a%22b.txt');
  });
});
