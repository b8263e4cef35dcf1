import { Compiler, type PdfJob } from './compile.ts';

/** What the process that makes documents is asked, and what it answers. */
export interface Asked {
  id: number;
  job: PdfJob;
}
export type Made = { id: number; isLast: boolean } & ({ pdf: Uint8Array } | { problem: string });
export type Answered = Made | { isReady: true };

/** Beyond this a document is its last, and another process begins: memory that Typst has taken is not given back otherwise. */
const mostMemory = 700_000_000;

const compiler = new Compiler();
// With a callback, so that an answer to somebody who has gone is no error.
const answer = (answered: Answered): void => void process.send?.(answered, () => undefined);

function made(job: PdfJob): { pdf: Uint8Array } | { problem: string } {
  try {
    return { pdf: compiler.compile(job) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', ({ id, job }: Asked) => {
  const result = made(job);
  answer({ id, isLast: process.memoryUsage.rss() > mostMemory, ...result });
});
// Whoever asks has gone, or needs no documents for the time being.
process.on('disconnect', () => process.exit(0));
answer({ isReady: true });
