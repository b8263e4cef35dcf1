import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PdfRenderer, type PdfRequest } from './render.ts';
import { type Fit, fitSheet } from './sheet.ts';

// Processes start here, which takes a while where others do too.

const renderer = new PdfRenderer();
afterAll(() => renderer.stop());

const template = join(import.meta.dirname, 'sample.typ');
const letter = {
  language: 'zh-Hans',
  title: '报价单 QT-2026-0007',
  on: '2026-11-26',
  color: '#3548a5',
  company: { name: '成单科技有限公司', otherName: 'Chengdan Ltd', lines: ['上海市静安区南京西路 1 号', '021-5555 0101'] },
  words: { page: '第 {page} 页 / 共 {pages} 页' },
};
const line = (index: number, name = `伺服电机 SM-${index}`): string[] => [String(index), name, '2', '¥1,200.00'];
const heads = ['序号', '名称', '数量', '金额'];
const cellsOf = (row: string[], isBold: boolean) => ({
  cells: row.map((text) => ({ lines: text.split('\n').map((one) => [{ text: one, isBold }]) })),
});
const fitOf = (lines: string[][]): Fit =>
  fitSheet({ language: 'zh-Hans', paper: 'a4', wide: 1, rows: [heads, ...lines].map((row, at) => cellsOf(row, at === 0)) });
const of = (lines: string[][], more: object = {}, fit = fitOf(lines)): PdfRequest => ({
  template,
  data: { letter: { ...letter, ...more }, heads, lines, fit },
});
const sample = (count: number, more: object = {}): PdfRequest =>
  of(
    Array.from({ length: count }, (_, index) => line(index + 1)),
    more,
  );

/** What a person, or a program of theirs, reads in a PDF. */
const textOf = (pdf: Uint8Array): string => execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });

/** Where each word stands, in points. */
function placesOf(pdf: Uint8Array) {
  const html = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8' });
  return html.split('<page').flatMap((part, page) =>
    [...part.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)/g)].map(([, x, y, word]) => ({
      page,
      x: Number(x),
      y: Number(y),
      word: word ?? '',
    })),
  );
}

describe('renderPdf', () => {
  it('makes an archival PDF whose Chinese text can be taken out again, page by page', async () => {
    const pdf = await renderer.render(sample(90));
    const text = textOf(pdf);
    expect(text).toContain('成单科技有限公司');
    expect(text).toMatch(/90 +伺服电机 SM-90 +2 +¥1,200\.00/);
    const pages = text.split('\f').filter((page) => page.trim() !== '');
    expect(pages.map((page, index) => page.replaceAll(' ', '').includes(`第${index + 1}页/共${pages.length}页`))).not.toContain(
      false,
    );
    expect(pages.length).toBeGreaterThan(1);
    const bytes = Buffer.from(pdf).toString('latin1');
    expect(bytes).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(bytes).toContain('<pdfaid:conformance>U</pdfaid:conformance>');
  });

  it('sets a table whose columns and rows were measured as Typst sets one that it has to find out', async () => {
    const lines = [
      ...Array.from({ length: 60 }, (_, index) => line(index + 1, `伺服电机 SM-${index}，含安装（选配）与 25℃ 调试 “A”、Type`)),
      line(61, '一个很长的名称，要占两行的那种：全自动高速视觉检测一体机（含上料机构、下料机构与不良品剔除装置）与其备件 Vision'),
      line(62, 'a sign that no font has 한국어 مرحبا'),
      [...line(63, 'Waves & Types, AV To.').slice(0, 3), '−¥12,345,678.90'],
    ];
    const fit = fitOf(lines);
    expect(fit.widths.map((width) => width === null)).toEqual([false, true, false, false]);
    expect(fit.heights.filter((height) => height === null).length).toBe(2);
    const open = { widths: fit.widths.map(() => null), heights: fit.heights.map(() => null) };
    const [measured, found] = await Promise.all([renderer.render(of(lines, {}, fit)), renderer.render(of(lines, {}, open))]);
    const [ours, own] = [placesOf(measured), placesOf(found)];
    expect(ours.map(({ word, page }) => `${page} ${word}`)).toEqual(own.map(({ word, page }) => `${page} ${word}`));
    const far = ours.filter((one, at) => Math.abs(one.x - (own[at]?.x ?? 0)) > 0.5 || Math.abs(one.y - (own[at]?.y ?? 0)) > 0.7);
    expect(far).toEqual([]);
  });

  it('gives the same bytes for the same data, in another process too', async () => {
    const other = new PdfRenderer();
    try {
      const [one, two] = await Promise.all([renderer.render(sample(3)), other.render(sample(3))]);
      expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
      const later = await renderer.render(sample(3, { on: '2026-11-27' }));
      expect(Buffer.from(one).equals(Buffer.from(later))).toBe(false);
    } finally {
      other.stop();
    }
  });

  it.each([
    '#strong[bold] and #let x = 1',
    '$a^2$ costs $5',
    '*star* _under_ `code` = heading',
    '#read("/platform/env.ts")',
    '#image("/files/logo.png")',
    '</svg> "quoted" \\ @label <label> // no comment',
    '#eval("1+1") #panic("x")',
    'https://example.com/~a',
    '[] {} () #[x]',
  ])('keeps %s a text', async (text) => {
    const pdf = await renderer.render(of([line(1, text)]));
    const found = textOf(pdf).replaceAll(/\s+/g, ' ');
    expect(found).toContain(text.replaceAll(/\s+/g, ' '));
  });

  it('makes a document of a text with signs that no font knows, and leaves out what no page can show', async () => {
    for (const text of ['a\u0001b\ufeffc', 'name \ue000', '𠮷 😀 한국어 مرحبا', '\u{10ffff}', '\ud800'])
      expect((await renderer.render(sample(1, { title: text }))).length).toBeGreaterThan(1000);
  });

  it('shows pictures that come with the data, and refuses names that could be files of the program', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>');
    const plain = await renderer.render(sample(1));
    const shown = await renderer.render({ ...sample(1, { logo: 'logo.svg' }), files: { 'logo.svg': svg } });
    expect(shown.length).not.toBe(plain.length);
    await expect(renderer.render({ ...sample(1), files: { '../platform/env.ts': svg } })).rejects.toThrow('not a file name');
    await expect(renderer.render(sample(1, { logo: 'missing.png' }))).rejects.toThrow('sample.typ');
    await expect(renderer.render({ ...sample(1), template: '/etc/passwd' })).rejects.toThrow('not a template');
  });

  it('refuses a document too many, and one that takes too long; others go on', async () => {
    const small = new PdfRenderer({ processes: 1, waiting: 1, patience: 30_000 });
    const hasty = new PdfRenderer({ processes: 1, patience: 1 });
    try {
      const [one, two, three] = await Promise.allSettled([1, 2, 3].map((count) => small.render(sample(count))));
      expect([one?.status, two?.status]).toEqual(['fulfilled', 'fulfilled']);
      expect(three).toMatchObject({ status: 'rejected', reason: { code: 'pdf_busy', status: 503 } });
      await expect(hasty.render(sample(1))).rejects.toMatchObject({ code: 'pdf_too_slow' });
      expect((await small.render(sample(4))).length).toBeGreaterThan(1000);
    } finally {
      small.stop();
      hasty.stop();
    }
  });

  it('ends its processes when there is nothing to do, and starts them again', async () => {
    const idle = new PdfRenderer({ processes: 2, idle: 200 });
    const both = [idle.render(sample(1)), idle.render(sample(2))];
    expect(idle.running).toBe(2);
    await Promise.all(both);
    await expect.poll(() => idle.running).toBe(0);
    expect((await idle.render(sample(1))).length).toBeGreaterThan(1000);
    idle.stop();
    await expect.poll(() => idle.running).toBe(0);
  });
});
