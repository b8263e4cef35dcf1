import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontPaths } from '../src/platform/pdf/fonts.ts';
import { PdfRenderer } from '../src/platform/pdf/render.ts';

/**
 * Documents of 40 lines, none like another: by one process, by two, and by a bare call of Typst in this process that reads no
 * queue and forgets nothing. `node scripts/runtime.mjs bench/pdf.ts [documents]`
 */
const count = Number(process.argv[2] ?? 400);
const workspace = join(import.meta.dirname, '..', 'src');
const template = join(workspace, 'platform', 'pdf', 'sample.typ');

const documentOf = (index: number) => ({
  letter: {
    language: 'zh-Hans',
    title: `报价单 QT-2026-${index}`,
    on: '2026-11-26',
    color: '#3548a5',
    company: { name: '成单科技有限公司', lines: ['上海市静安区南京西路 1 号', '021-5555 0101'] },
    words: { page: '第 {page} 页 / 共 {pages} 页' },
  },
  heads: ['序号', '名称', '数量', '金额'],
  lines: Array.from({ length: 40 }, (_, line) => [
    String(line + 1),
    `伺服电机 SM-${index}-${line}，含安装与调试`,
    String((index * 7 + line) % 90),
    `¥${((index + 1) * (line + 3) * 17) % 99_000}.${10 + (line % 80)}`,
  ]),
});

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const rssOf = (pid: number): number => {
  const pages = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(pages ?? 0) / 1024);
};

/** The floor: one compiler, called as often as it can be, with what it remembers thrown away as the program does. */
async function bare(): Promise<number> {
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fontPaths() }] });
  const one = (index: number): void => {
    const inputs = { data: JSON.stringify(documentOf(index)) };
    const document = compiler.compile({ mainFilePath: template, inputs }).result;
    if (!document) throw new Error('no document');
    compiler.pdf(document, { pdfStandard: 'a-2u' });
    if (index % 10 === 0) compiler.evictCache(0);
  };
  for (let index = 0; index < 10; index++) one(count + index);
  const began = performance.now();
  for (let index = 0; index < count; index++) {
    one(index);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return (count / (performance.now() - began)) * 1000;
}

async function served(processes: number): Promise<{ perSecond: number; middleMs: number; peakMb: number[] }> {
  const renderer = new PdfRenderer({ processes, waiting: count });
  const make = (index: number): Promise<Uint8Array> => renderer.render({ template, data: documentOf(index) });
  await Promise.all(Array.from({ length: processes * 10 }, (_, index) => make(count + index)));
  const began = performance.now();
  await Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  const perSecond = (count / (performance.now() - began)) * 1000;
  const times: number[] = [];
  for (let index = 0; index < 40; index++) {
    const at = performance.now();
    await make(2 * count + index);
    times.push(performance.now() - at);
  }
  const peakMb = renderer.pids.map(rssOf);
  renderer.stop();
  return { perSecond, middleMs: middle(times), peakMb };
}

const floor = await bare();
console.log(`bare Typst, one process: ${floor.toFixed(0)} documents/s`);
for (const processes of [1, 2]) {
  const { perSecond, middleMs, peakMb } = await served(processes);
  console.log(
    `${processes} process${processes > 1 ? 'es' : ''}: ${perSecond.toFixed(0)} documents/s, one alone ${middleMs.toFixed(0)} ms, ` +
      `${((perSecond / floor) * 100).toFixed(0)} % of the bare call, peak ${peakMb.join(' and ')} MB`,
  );
}
console.log(`load ${loadavg()[0]?.toFixed(1) ?? ''}`);
