import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { writeCsv } from '../../../platform/csv/write.ts';
import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { translate } from '../../../platform/i18n.ts';
import type { XlsxCell } from '../../../platform/xlsx/cells.ts';
import { writeXlsx } from '../../../platform/xlsx/write.ts';
import type { ExportFormat, ExportQuery } from '../entities/contract.ts';
import type { Entity, Row } from '../entities/rules.ts';
import { eachChosen, eachPage, readQuery } from '../listing/service.ts';
import { type ExportColumn, exportColumns } from './columns/service.ts';

/** What a list shows, or records by id in that order. */
type Asked = Partial<ExportQuery> & { ids?: readonly string[] };
type Pages = AsyncIterable<readonly Row[]>;

const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Streams what a list shows (same filter, order and columns, the `export` right's reach) as CSV or as a workbook. */
export async function exportRecords(db: Db, scope: Scope, entity: Entity, asked: Asked, reply: FastifyReply): Promise<string> {
  permit(scope, entity.object, 'export');
  await readQuery(db, scope, entity, asked);
  const file = await exportFile(db, scope, entity, asked);
  const { format = 'csv' } = asked;
  const end = ` ${todayIn(scope.timeZone)}.${format}`;
  reply
    .header('content-type', mediaTypes[format])
    .header('content-disposition', attachment(entity.plural + end, titleOf(scope, entity) + end));
  await reply.send(file);
  return '';
}

/** The name of a file, plain for old readers and as people write it for all others. */
function attachment(plain: string, name: string): string {
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

function titleOf({ language }: Scope, { module, object }: Entity): string {
  return translate(language, `${module}:objects.${object}.other`);
}

/** The file of an export, made while it is read: CSV with the byte-order mark by which Excel reads UTF-8, or a workbook. */
export async function exportFile(db: Db, scope: Scope, entity: Entity, asked: Asked): Promise<Readable> {
  const { ids, format, ...query } = asked;
  const columns = await exportColumns(db, scope, entity, query.columns);
  const pages = ids ? eachChosen(db, scope, entity, ids, 'export') : eachPage(db, scope, entity, query, 'export');
  if (format !== 'xlsx') return Readable.from(writeCsv(textRows(columns, pages), { hasMark: true }));
  const headers = columns.map(({ label, width }) => ({ header: label, width }));
  return writeXlsx(titleOf(scope, entity), headers, typedRows(columns, pages));
}

async function* textRows(columns: readonly ExportColumn[], pages: Pages): AsyncGenerator<string[]> {
  yield columns.map(({ label }) => label);
  for await (const page of pages) {
    for (const row of page) yield columns.map(({ text }) => text(row));
  }
}

async function* typedRows(columns: readonly ExportColumn[], pages: Pages): AsyncGenerator<XlsxCell[]> {
  for await (const page of pages) {
    for (const row of page) yield columns.map(({ typed }) => typed(row));
  }
}
