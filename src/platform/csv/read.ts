import { CsvError, Parser } from 'csv-parse';
import { DomainError } from '../errors.ts';
import { Utf8Converter } from './encoding.ts';
import type { CsvEncoding } from './kinds.ts';

/** How a file is written. */
export interface CsvFormat {
  encoding: CsvEncoding;
  delimiter: string;
  quote: '"' | "'";
  /** The first row names the columns. */
  hasHeader: boolean;
  /** Lines before the first row, such as the `sep=;` that a spreadsheet writes. */
  skippedLines: number;
}

export interface CsvFault {
  code: 'csv.wrong_columns' | 'csv.field_too_long';
  params: Record<string, unknown>;
}

export interface CsvRow {
  /** The line of the file on which the row starts, from 1. */
  line: number;
  fields: string[];
  /** What is wrong with the row; its fields are given all the same. */
  fault?: CsvFault;
}

export interface CsvReadOptions {
  /** Rows given at once. */
  batchSize?: number;
  /** A longer row ends the reading: most likely a quotation mark is not closed. */
  maxRowBytes?: number;
  maxFieldLength?: number;
}

/** Counts line breaks, `\r\n` being one, also when a chunk ends between the two. */
class LineCounter {
  private lines = 1;
  private position = 0;
  private chunks: Buffer[] = [];
  private chunkStart = 0;
  private endedInReturn = false;

  add(chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  /** The line that a byte lies on; asked for in ascending order. */
  lineAt(offset: number): number {
    while (this.position < offset) {
      const [chunk] = this.chunks;
      if (!chunk) break;
      const from = this.position - this.chunkStart;
      const to = Math.min(offset - this.chunkStart, chunk.length);
      this.count(chunk, from, to);
      this.position = this.chunkStart + to;
      if (to === chunk.length) {
        this.chunkStart += chunk.length;
        this.chunks.shift();
      }
    }
    return this.lines;
  }

  private count(chunk: Buffer, from: number, to: number): void {
    for (let index = from; index < to; index += 1) {
      const byte = chunk[index];
      if (byte === 0x0d) this.lines += 1;
      else if (byte === 0x0a && !this.endedInReturn) this.lines += 1;
      this.endedInReturn = byte === 0x0d;
    }
  }
}

/** Feeds a CSV parser and collects its rows, each with the line it starts on. */
class RowCollector {
  private readonly parser: Parser;
  private readonly counter = new LineCounter();
  private readonly options: Required<CsvReadOptions>;
  private rows: CsvRow[] = [];
  private columns = 0;
  private rowStart = 0;
  private skippedLines: number;

  constructor(format: CsvFormat, options: Required<CsvReadOptions>) {
    this.options = options;
    this.skippedLines = format.skippedLines;
    this.parser = new Parser({
      delimiter: format.delimiter,
      quote: format.quote,
      escape: format.quote,
      record_delimiter: ['\r\n', '\n', '\r'],
      // A stray quotation mark (5" tube) is text, and a row of another length is for the caller to judge.
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: options.maxRowBytes,
      on_record: (fields: string[]) => {
        this.collect(fields);
        return null;
      },
    });
    // Nothing comes out of the parser but its end; without a reader it would never finish.
    this.parser.resume();
    this.parser.on('error', () => undefined);
  }

  async write(chunk: Buffer): Promise<void> {
    if (chunk.length === 0) return;
    this.counter.add(chunk);
    await this.settled((done) => this.parser.write(chunk, done));
  }

  async end(): Promise<void> {
    await this.settled((done) => {
      this.parser.once('error', done);
      this.parser.end(() => done());
    });
  }

  get waiting(): number {
    return this.rows.length;
  }

  take(): CsvRow[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  /** Stops the parser when the reader stops early. */
  stop(): void {
    this.parser.destroy();
  }

  private async settled(start: (done: (error?: Error | null) => void) => void): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
    } catch (error) {
      throw this.refusal(error);
    }
  }

  private refusal(error: unknown): unknown {
    if (!(error instanceof CsvError)) return error;
    const line = this.counter.lineAt(this.rowStart);
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      return new DomainError('csv.row_too_long', {
        status: 422,
        params: { line, maximum: this.options.maxRowBytes },
        cause: error,
      });
    }
    if (error.code === 'CSV_QUOTE_NOT_CLOSED')
      return new DomainError('csv.quote_not_closed', { status: 422, params: { line }, cause: error });
    return error;
  }

  private collect(fields: string[]): void {
    const line = this.counter.lineAt(this.rowStart);
    this.rowStart = this.parser.info.bytes;
    // Blank lines, and the rows of bare delimiters that spreadsheets leave below a table, hold nothing.
    if (line <= this.skippedLines || fields.every((field) => field === '')) return;
    if (this.columns === 0) this.columns = fields.length;
    const fault = this.faultOf(fields);
    this.rows.push(fault ? { line, fields, fault } : { line, fields });
  }

  private faultOf(fields: string[]): CsvFault | undefined {
    if (fields.length !== this.columns)
      return { code: 'csv.wrong_columns', params: { found: fields.length, expected: this.columns } };
    const maximum = this.options.maxFieldLength;
    const long = fields.findIndex((field) => field.length > maximum);
    return long < 0 ? undefined : { code: 'csv.field_too_long', params: { column: long + 1, maximum } };
  }
}

/**
 * Reads a CSV file of any size, in batches of rows; the next part of the file is read when the next batch is asked for. The
 * first row sets how many columns the others must have. Ends with a refusal on a byte that does not fit the encoding, a row
 * beyond all bounds or a quotation mark that is never closed.
 */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  format: CsvFormat,
  options: CsvReadOptions = {},
): AsyncGenerator<CsvRow[], void> {
  const { batchSize = 1000, maxRowBytes = 1_048_576, maxFieldLength = 100_000 } = options;
  const converter = new Utf8Converter(format.encoding);
  const collector = new RowCollector(format, { batchSize, maxRowBytes, maxFieldLength });
  try {
    for await (const chunk of source) {
      await collector.write(converter.push(chunk));
      if (collector.waiting >= batchSize) yield collector.take();
    }
    await collector.write(converter.end());
    await collector.end();
    if (collector.waiting > 0) yield collector.take();
  } finally {
    collector.stop();
  }
}
