import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type CsvCell, writeCsv } from '../../../platform/csv/write.ts';
import type { Db } from '../../../platform/db.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { translate } from '../../../platform/i18n.ts';
import { localize } from '../../../platform/languages.ts';
import { withCustomFields } from '../custom-fields/registry/service.ts';
import type { ListQuery } from '../entities/contract.ts';
import { valueIn } from '../columns/rules.ts';
import type { Column, Entity, Row } from '../entities/rules.ts';
import { eachPage, readQuery } from '../listing/service.ts';
import { cellOf, plainCell } from './rules.ts';

/** Streams what a list shows (same filter, same rights, the `export` right's reach) as CSV that spreadsheets open. */
export async function exportRecords(
  db: Db,
  scope: Scope,
  entity: Entity,
  asked: Partial<ListQuery>,
  reply: FastifyReply,
): Promise<string> {
  permit(scope, entity.object, 'export');
  await readQuery(db, scope, entity, asked);
  reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${entity.plural}.csv"`);
  await reply.send(Readable.from(csvLines(db, scope, entity, asked)));
  return '';
}

/** The text of an export, header first, with the byte-order mark that makes Excel read UTF-8. */
export function csvLines(db: Db, scope: Scope, entity: Entity, asked: Partial<ListQuery>): AsyncGenerator<string> {
  return writeCsv(csvRows(db, scope, entity, asked), { hasMark: true });
}

interface ExportColumn {
  label: string;
  cell: (row: Row) => string;
}

async function* csvRows(db: Db, scope: Scope, entity: Entity, asked: Partial<ListQuery>): AsyncGenerator<CsvCell[]> {
  const { added } = await withCustomFields(db, scope, entity);
  const columns = [
    headerColumn(scope, 'id'),
    ...entity.columns.map((column) => ownColumn(scope, entity, column)),
    ...['owner', 'team', 'createdAt', 'updatedAt'].map((key) => headerColumn(scope, key)),
    ...added.map((column) => addedColumn(scope, column)),
  ];
  yield columns.map(({ label }) => label);
  for await (const page of eachPage(db, scope, entity, asked, 'export')) {
    for (const row of page) yield columns.map(({ cell }) => cell(row));
  }
}

function headerColumn(scope: Scope, key: string): ExportColumn {
  return { label: translate(scope.language, `records:fields.record.${key}`), cell: (row) => plainCell(row[key]) };
}

function ownColumn({ language, currency }: Scope, { module, object }: Entity, { key, field }: Column): ExportColumn {
  const labels = new Map(
    (field.choices ?? []).map((value) => [value, translate(language, `${module}:choices.${object}.${key}.${value}`)]),
  );
  const context = { currency, labelOf: (value: string) => labels.get(value) ?? value };
  return {
    label: translate(language, `${module}:fields.${object}.${key}`),
    cell: (row) => cellOf(field, row[key], row, context),
  };
}

/** A field that the workspace added; a choice by the text that people know it by. */
function addedColumn({ language, currency }: Scope, column: Column): ExportColumn {
  const labels = new Map(column.custom?.choices.map(({ value, labels: own }) => [value, localize(own, language) ?? value]));
  const context = { currency, labelOf: (value: string) => labels.get(value) ?? value };
  return {
    label: localize(column.custom?.labels, language) ?? column.key,
    cell: (row) => cellOf(column.field, valueIn(row, column), row, context),
  };
}
