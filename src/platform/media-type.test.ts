import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media-type.ts';

describe('mediaTypeOf', () => {
  it.each([
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'image/png'],
    ['a web page is text, whatever it calls itself', Buffer.from('<!doctype html><script>alert(1)</script>'), 'text/plain'],
    ['an SVG is text', Buffer.from('<svg onload="alert(1)">'), 'text/plain'],
    ['Chinese text', Buffer.from('报价单,2026年11月'), 'text/plain'],
    ['Chinese text cut inside a character', Buffer.from('报价单报价单').subarray(0, 17), 'text/plain'],
    [
      'a spreadsheet',
      Buffer.from('PK\u0003\u0004....[Content_Types].xml....xl/workbook.xml', 'latin1'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['another ZIP', Buffer.from('PK\u0003\u0004....readme.md', 'latin1'), 'application/zip'],
    ['bytes that are nothing known', Buffer.from([0, 1, 2, 3, 255]), 'application/octet-stream'],
  ])('%s', (_, head, expected) => {
    expect(mediaTypeOf(head)).toBe(expected);
  });
});
