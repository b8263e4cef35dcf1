import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { QuoteContent } from '../src/modules/offers/content/contract.ts';
import { freeze, sealed } from '../src/modules/offers/freezing/rules.ts';
import { quoteRequest } from '../src/modules/offers/printing/service.ts';
import { fontPaths } from '../src/platform/pdf/fonts.ts';
import { PdfRenderer, type PdfRequest } from '../src/platform/pdf/render.ts';
import { fitSheet } from '../src/platform/pdf/sheet.ts';
import { peakMbOf } from './processes.ts';

/**
 * Documents, none like another: quotes of 40 and of 10 lines with all their parts, and lists of 40 lines in four columns. By one process, by two, and by a bare call of Typst in this process that reads
 * no queue and forgets no more than the program does. With the time on the clock and that of the processor, which counts on a machine that others
 * use too. `node scripts/runtime.mjs bench/pdf.ts [documents]`
 */
const count = Number(process.argv[2] ?? 400);
const workspace = join(import.meta.dirname, '..', 'src');

const letterOf = (index: number, fingerprint: string | null = null) => ({
  language: 'zh-Hans',
  title: `报价单 QU-2026-${index}`,
  on: '2026-11-26',
  color: '#3548a5',
  fingerprint,
  company: { name: '成单科技有限公司', lines: ['上海市静安区南京西路 1 号', '021-5555 0101'] },
  words: { page: '第 {page} 页 / 共 {pages} 页' },
});

function quoteOf(index: number, lineCount = 40): PdfRequest {
  const content = QuoteContent.parse({
    language: 'zh-Hans',
    currency: 'CNY',
    isTaxIncluded: false,
    rounding: 'perRate',
    invoiceKind: 'special',
    validDays: 30,
    intro: '感谢您的询价。',
    lines: Array.from({ length: lineCount }, (_, line) => ({
      id: `l${line}`,
      kind: 'item',
      name: `伺服电机 SM-${index}-${line}，含安装与调试`,
      quantity: String(((index * 7 + line) % 90) + 1),
      unit: '台',
      unitPrice: `${((index + 1) * (line + 3) * 17) % 99_000}.${10 + (line % 80)}`,
      taxBp: 1300,
    })),
    payments: [
      { id: 'p', part: { kind: 'share', bp: 3000 }, due: 'onOrder' },
      { id: 'q', part: { kind: 'rest' }, due: 'onAcceptance', days: 30 },
    ],
    delivery: { leadDays: 45, leadText: null, place: '苏州工业园区' },
    terms: [{ id: 'w', kind: 'warranty', title: '质保', text: '验收后质保十二个月。', plain: '一年内坏了我们免费修。' }],
  });
  const quote = freeze(content, {
    number: `QU-2026-${index}`,
    revision: 1,
    title: 'Servo motors',
    issuedOn: '2026-11-26',
    seller: { company: '成单科技有限公司', person: '林悦', email: 'lin@example.test' },
    customer: {
      company: '远景智造(苏州)有限公司',
      taxNumber: '91320594MA1XY',
      address: { city: '苏州', street: '星湖街 1 号' },
      person: '周明',
    },
    files: [],
  });
  const letter = letterOf(index, `SHA-256 ${sealed(quote).sha256}`);
  return quoteRequest(quote, 'zh-Hans', { letter, bank: [{ label: '开户行', value: '招商银行' }], files: {}, hasSeal: false });
}

/** The least that a letter with lines can be: what tests make. */
function listOf(index: number): PdfRequest {
  const heads = ['序号', '名称', '数量', '金额'];
  const lines = Array.from({ length: 40 }, (_, line) => [
    String(line + 1),
    `伺服电机 SM-${index}-${line}，含安装与调试`,
    String((index * 7 + line) % 90),
    `¥${((index + 1) * (line + 3) * 17) % 99_000}.${10 + (line % 80)}`,
  ]);
  const rows = [heads, ...lines].map((row, at) => ({ cells: row.map((text) => ({ lines: [[{ text, isBold: at === 0 }]] })) }));
  const fit = fitSheet({ language: 'zh-Hans', paper: 'a4', wide: 1, rows });
  return { template: join(workspace, 'platform', 'pdf', 'sample.typ'), data: { letter: letterOf(index), heads, lines, fit } };
}

type Make = (index: number) => PdfRequest;
/** Made before the clock runs: what is measured is the document. */
const ready = (make: Make): Make => {
  const requests = Array.from({ length: count + 100 }, (_, index) => make(index));
  return (index) => requests[index] ?? make(index);
};

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
/** Processor time that a process has taken, in milliseconds. */
const cpuOf = (pid: number): number => {
  const [user = 0, system = 0] =
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
  return (user + system) * 10;
};

interface Speed {
  perSecond: number;
  cpuMs: number;
}

/** The floor: one compiler, called as often as it can be, with what it remembers thrown away as the program does. */
async function bare(requestAt: Make): Promise<Speed> {
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fontPaths() }] });
  const one = (index: number): void => {
    const { template, data } = requestAt(index);
    const document = compiler.compile({ mainFilePath: template, inputs: { data: JSON.stringify(data) } }).result;
    if (!document) throw new Error('no document');
    compiler.pdf(document, { pdfStandard: 'a-2u' });
    if (index % 10 === 0) compiler.evictCache(0);
  };
  for (let index = 0; index < 10; index++) one(count + index);
  const [began, cpuBefore] = [performance.now(), cpuOf(process.pid)];
  for (let index = 0; index < count; index++) {
    one(index);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { perSecond: (count / (performance.now() - began)) * 1000, cpuMs: (cpuOf(process.pid) - cpuBefore) / count };
}

async function served(requestAt: Make, processes: number): Promise<Speed & { middleMs: number; peakMb: number[] }> {
  const renderer = new PdfRenderer({ processes, waiting: count });
  const make = (index: number): Promise<Uint8Array> => renderer.render(requestAt(index));
  await Promise.all(Array.from({ length: processes * 10 }, (_, index) => make(count + index)));
  const cpu = (): number => [process.pid, ...renderer.pids].reduce((sum, pid) => sum + cpuOf(pid), 0);
  const [began, cpuBefore] = [performance.now(), cpu()];
  await Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  const speed = { perSecond: (count / (performance.now() - began)) * 1000, cpuMs: (cpu() - cpuBefore) / count };
  const times: number[] = [];
  for (let index = 0; index < 40; index++) {
    const at = performance.now();
    await make(count + 50 + index);
    times.push(performance.now() - at);
  }
  const peakMb = await Promise.all(renderer.pids.map(peakMbOf));
  renderer.stop();
  return { ...speed, middleMs: middle(times), peakMb };
}

for (const [name, make] of [
  ['quote of 40 lines', quoteOf],
  ['quote of 10 lines', (index: number) => quoteOf(index, 10)],
  ['list of 40 lines', listOf],
] as const) {
  const requestAt = ready(make);
  const floor = await bare(requestAt);
  console.log(
    `${name}, bare Typst, one process: ${floor.perSecond.toFixed(0)}/s, ${floor.cpuMs.toFixed(1)} ms of a processor each`,
  );
  for (const processes of [1, 2]) {
    const { perSecond, cpuMs, middleMs, peakMb } = await served(requestAt, processes);
    console.log(
      `${name}, ${processes} process${processes > 1 ? 'es' : ''}: ${perSecond.toFixed(0)}/s, ${cpuMs.toFixed(1)} ms of a processor each, ` +
        `one alone ${middleMs.toFixed(0)} ms, ${((perSecond / floor.perSecond) * 100).toFixed(0)} % of the bare call, peak ${peakMb.join(' and ')} MB`,
    );
  }
}
console.log(`load ${loadavg()[0]?.toFixed(1) ?? ''}`);
