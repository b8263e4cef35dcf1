import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database, poolOf } from './db.ts';
import { identifier } from './scope-sql.ts';

/** A cell of a `COPY` row: text, number, array of texts, or nothing. */
export type CopyValue = string | number | null | readonly string[];

const chunkLength = 65_536;

/** One value in the text format of `COPY`: backslashes, tabs and line ends escaped, arrays in braces. */
export function copyCell(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return escaped(typeof value === 'string' ? value : arrayText(value));
}

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => escapes[char] ?? char) : text;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`).join(',')}}`;
}

/**
 * Streams rows into a table by `COPY`, all or none: a row that cannot be read or a broken source leaves nothing. NUL
 * characters, which PostgreSQL cannot store, are dropped. Answers how many rows there were.
 */
export async function copyRows(
  db: Database,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  const client = await poolOf(db).connect();
  let broken: Error | undefined;
  try {
    // A slow upload is no runaway statement.
    await client.query('begin; set local statement_timeout = 0');
    const counter = { rows: 0 };
    const target = client.query(copyFrom(`copy ${identifier(table)} (${columns.map(identifier).join(', ')}) from stdin`));
    await pipeline(Readable.from(chunks(rows, counter)), target);
    await client.query('commit');
    return counter.rows;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release(broken);
  }
}

async function* chunks(rows: AsyncIterable<readonly CopyValue[]>, counter: { rows: number }): AsyncGenerator<string> {
  let chunk = '';
  for await (const row of rows) {
    counter.rows += 1;
    chunk += `${row.map(copyCell).join('\t').replaceAll('\0', '')}\n`;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
