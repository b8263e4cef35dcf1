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

async function* csvRows(db: Db, scope: Scope, entity: Entity, asked: Partial<ListQuery>): AsyncGenerator<CsvCell[]> {
  const keys = ['id', ...entity.columns.map(({ key }) => key), 'owner', 'team', 'createdAt', 'updatedAt'];
  const { added } = await withCustomFields(db, scope, entity);
  yield [
    ...keys.map((key) => labelOf(scope, entity, key)),
    ...added.map(({ key, custom }) => localize(custom?.labels, scope.language) ?? key),
  ];
  for await (const page of eachPage(db, scope, entity, asked, 'export')) {
    for (const row of page) yield [...keys.map((key) => cell(row[key])), ...added.map((column) => addedCell(scope, column, row))];
  }
}

const header = new Set(['id', 'owner', 'team', 'createdAt', 'updatedAt']);

function labelOf(scope: Scope, entity: Entity, key: string): string {
  return translate(
    scope.language,
    header.has(key) ? `records:fields.record.${key}` : `${entity.module}:fields.${entity.object}.${key}`,
  );
}

/** The value of a field that the workspace added; of a choice the text that people know it by. */
function addedCell(scope: Scope, column: Column, row: Row): string {
  const value = valueIn(row, column);
  const choice = column.custom?.choices.find((one) => one.value === value);
  return localize(choice?.labels, scope.language) ?? cell(value);
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(cell).join('; ');
  if (typeof value === 'object') {
    const parts = new Map<string, unknown>(Object.entries(value));
    for (const label of ['title', 'name', 'value']) {
      const text = parts.get(label);
      if (typeof text === 'string') return text;
    }
    return Object.values(value)
      .filter((part) => part !== null && part !== '')
      .map(String)
      .join(' ');
  }
  return '';
}
