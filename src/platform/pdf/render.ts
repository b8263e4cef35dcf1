import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { DomainError } from '../errors.ts';
import type { Answered, Asked, Made } from './child.ts';
import type { PdfJob } from './compile.ts';

/** A document: its template, what it shows, and its pictures by name. */
export interface PdfRequest {
  /** Path of the template, `join(import.meta.dirname, 'documents', 'quote.typ')`. */
  template: string;
  /**
   * Anything that JSON can hold. Texts in it stay texts, whatever signs they have: a template gets them as values and never as markup.
   * The same data gives the same bytes, so the day on the document is part of it.
   */
  data: unknown;
  /** PNG, JPEG or SVG; `{ 'logo.png': bytes }` is `image("/files/logo.png")`. Names are small letters, digits and dashes. */
  files?: Readonly<Record<string, Uint8Array>>;
}

export interface PdfLimits {
  /** How many processes make documents at the same time. */
  processes: number;
  /** How many documents may wait; one more is refused, `pdf_busy`. */
  waiting: number;
  /** How long one document may take, in milliseconds; `pdf_too_slow` afterwards. */
  patience: number;
  /** After this many milliseconds without work a process ends. */
  idle: number;
}

const usual: PdfLimits = { processes: Math.min(2, availableParallelism()), waiting: 500, patience: 15_000, idle: 30_000 };

interface Waiting {
  job: PdfJob;
  resolve: (pdf: Uint8Array) => void;
  reject: (error: Error) => void;
}

/** Makes documents in processes of their own, which start when they are needed and end when they are not. */
export class PdfRenderer {
  private readonly limits: PdfLimits;
  private readonly queue: Waiting[] = [];
  private readonly makers = new Set<Maker>();

  constructor(limits: Partial<PdfLimits> = {}) {
    this.limits = { ...usual, ...limits };
  }

  /** Makes one document; refused when too many wait (`pdf_busy`), or when it takes too long (`pdf_too_slow`). */
  render({ template, data, files = {} }: PdfRequest, format: PdfJob['format'] = 'pdf'): Promise<Uint8Array> {
    if (this.queue.length >= this.limits.waiting) return Promise.reject(new DomainError('pdf_busy', { status: 503 }));
    const job = { template, data: printable(data), files, format };
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      this.next();
    });
  }

  /** Ends the processes; what waits is refused. */
  stop(): void {
    for (const { reject } of this.queue.splice(0)) reject(new DomainError('unavailable'));
    for (const maker of this.makers) maker.end();
  }

  /** How many processes there are at the moment. */
  get running(): number {
    return this.makers.size;
  }

  /** Their numbers at the operating system. */
  get pids(): number[] {
    return [...this.makers].flatMap(({ pid }) => pid ?? []);
  }

  private next(): void {
    while (this.queue.length > 0) {
      const free = [...this.makers].find((maker) => maker.isFree) ?? this.another();
      const waiting = free && this.queue.shift();
      if (!free || !waiting) return;
      free.make(waiting);
    }
  }

  private another(): Maker | undefined {
    if (this.makers.size >= this.limits.processes) return undefined;
    const maker = new Maker(this.limits, {
      onFree: () => this.next(),
      onEnd: () => {
        this.makers.delete(maker);
        this.next();
      },
    });
    this.makers.add(maker);
    return maker;
  }
}

interface Told {
  onFree: () => void;
  onEnd: () => void;
}

/** One process, and the document it is making. */
class Maker {
  private readonly child: ChildProcess;
  private readonly limits: PdfLimits;
  private current: Waiting | undefined;
  private clock: NodeJS.Timeout | undefined;
  private asked = 0;
  private isReady = false;
  private isEnding = false;

  constructor(limits: PdfLimits, { onFree, onEnd }: Told) {
    this.limits = limits;
    // In a checkout this is TypeScript, in the package it is not.
    const file = join(import.meta.dirname, `child${extname(import.meta.filename)}`);
    this.child = fork(file, [], {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // It reads no settings: passwords of the database and of the mail server are none of its business.
      env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child.on('message', (answered: Answered) => {
      if ('isReady' in answered) this.isReady = true;
      else this.settle(answered);
      if (this.isFree) onFree();
    });
    const leave = (): void => {
      this.isEnding = true;
      this.fail(new DomainError(this.isReady ? 'pdf_failed' : 'pdf_unavailable', { status: this.isReady ? 500 : 503 }));
      clearTimeout(this.clock);
      onEnd();
    };
    this.child.once('error', leave);
    this.child.once('exit', leave);
    this.rest();
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isFree(): boolean {
    return !this.current && !this.isEnding;
  }

  make(waiting: Waiting): void {
    this.current = waiting;
    this.asked += 1;
    this.child.ref();
    this.child.channel?.ref();
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.giveUp(), this.limits.patience);
    const asked: Asked = { id: this.asked, job: waiting.job };
    this.child.send(asked);
  }

  end(): void {
    this.isEnding = true;
    this.child.kill('SIGKILL');
  }

  /** Typst cannot be interrupted, its process can. */
  private giveUp(): void {
    this.fail(new DomainError('pdf_too_slow', { status: 503 }));
    this.end();
  }

  private settle(answered: Made): void {
    const done = this.current;
    if (!done || answered.id !== this.asked) return;
    this.current = undefined;
    if ('pdf' in answered) done.resolve(answered.pdf);
    else done.reject(new Error(`document not made: ${answered.problem}`));
    if (answered.isLast) this.end();
    else this.rest();
  }

  private fail(error: Error): void {
    this.current?.reject(error);
    this.current = undefined;
  }

  /** Waits for work without keeping the program alive, and ends after a while. */
  private rest(): void {
    this.child.unref();
    this.child.channel?.unref();
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.end(), this.limits.idle).unref();
  }
}

// Signs that no page can show and that archival PDF forbids: control signs but for tab and new line, and what is no character.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufff9-\uffff]/g;

function printable(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll(unprintable, '') : value,
  );
}

const renderer = new PdfRenderer();

/** Makes a PDF (PDF/A-2u, tagged) of a template and its data: some 20 to 40 ms for 40 lines, half a second when the engine has to start first. */
export function renderPdf(request: PdfRequest): Promise<Uint8Array> {
  return renderer.render(request);
}

/** The same document as one picture (SVG), its pages below one another: for a preview, because not every browser shows a PDF inside a page. */
export function renderSvg(request: PdfRequest): Promise<Uint8Array> {
  return renderer.render(request, 'svg');
}
