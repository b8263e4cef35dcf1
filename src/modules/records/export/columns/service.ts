import type { Db } from '../../../../platform/db.ts';
import { invalidField } from '../../../../platform/errors.ts';
import { fieldRightOf } from '../../../../platform/field-rights.ts';
import type { Field, FieldKind } from '../../../../platform/fields.ts';
import { translate } from '../../../../platform/i18n.ts';
import { localize } from '../../../../platform/languages.ts';
import type { Scope } from '../../../../platform/scope.ts';
import type { XlsxCell } from '../../../../platform/xlsx/cells.ts';
import { valueIn } from '../../columns/rules.ts';
import { withCustomFields } from '../../custom-fields/registry/service.ts';
import type { Column, Entity, Row } from '../../entities/rules.ts';
import { type CellContext, cellOf, typedCellOf } from '../rules.ts';

export interface ExportColumn {
  key: string;
  label: string;
  /** In characters. */
  width: number;
  /** Key of the column that says what the amounts of this one are in. */
  currencyKey: string | undefined;
  text: (row: Row) => string;
  typed: (row: Row) => XlsxCell;
}

const widths: Partial<Record<FieldKind, number>> = {
  money: 18,
  percent: 10,
  integer: 12,
  decimal: 12,
  date: 12,
  instant: 18,
  bool: 10,
  currency: 10,
  longText: 48,
  address: 40,
  emails: 32,
  ref: 32,
};
const headerKinds = { id: 'text', owner: 'user', team: 'team', createdAt: 'instant', updatedAt: 'instant' } as const;
const titleWidth = 36;
const usualWidth = 20;

/** The columns of an export: those asked for, in that order; else all there are. An amount is never without its currency. */
export async function exportColumns(db: Db, scope: Scope, entity: Entity, asked: string | undefined): Promise<ExportColumn[]> {
  const { added } = await withCustomFields(db, scope, entity);
  // Masked ones are exported as they are shown, hidden ones are not there.
  const isShown = ({ key }: Column): boolean => fieldRightOf(scope, entity.object, key) !== 'hidden';
  const all = new Map(
    [
      headerColumn(scope, 'id'),
      ...entity.columns.filter(isShown).map((column) => ownColumn(scope, entity, column)),
      ...(['owner', 'team', 'createdAt', 'updatedAt'] as const).map((key) => headerColumn(scope, key)),
      ...added.filter(isShown).map((column) => addedColumn(scope, column)),
    ].map((column) => [column.key, column]),
  );
  if (asked === undefined) return [...all.values()];
  const keys = [...new Set(asked.split(',').map((key) => key.trim()))];
  const chosen = keys.flatMap((key) => {
    const column = all.get(key);
    if (!column) throw invalidField('/query/columns', 'unknown_field', { field: key });
    const { currencyKey } = column;
    return currencyKey === undefined || keys.includes(currencyKey) ? [column] : [column, all.get(currencyKey) ?? column];
  });
  return [...new Set(chosen)];
}

function made(
  key: string,
  label: string,
  width: number,
  field: Field | { kind: FieldKind },
  context: CellContext,
  valueOf: (row: Row) => unknown,
): ExportColumn {
  const currencyKey = 'currencyField' in field ? field.currencyField : undefined;
  return {
    key,
    label,
    width,
    currencyKey,
    text: (row) => cellOf(field, valueOf(row), row, context),
    typed: (row) => typedCellOf(field, valueOf(row), row, context),
  };
}

function contextOf({ currency, timeZone }: Scope, labels: ReadonlyMap<string, string>): CellContext {
  return { currency, timeZone, labelOf: (value) => labels.get(value) ?? value };
}

function headerColumn(scope: Scope, key: keyof typeof headerKinds): ExportColumn {
  const kind = headerKinds[key];
  const label = translate(scope.language, `records:fields.record.${key}`);
  const width = key === 'id' ? titleWidth : (widths[kind] ?? usualWidth);
  return made(key, label, width, { kind }, contextOf(scope, new Map()), (row) => row[key]);
}

function ownColumn(scope: Scope, { module, object, titleField }: Entity, { key, field }: Column): ExportColumn {
  const { language } = scope;
  const labels = new Map(
    (field.choices ?? []).map((value) => [value, translate(language, `${module}:choices.${object}.${key}.${value}`)]),
  );
  const label = translate(language, `${module}:fields.${object}.${key}`);
  const width = key === titleField ? titleWidth : (widths[field.kind] ?? usualWidth);
  return made(key, label, width, field, contextOf(scope, labels), (row) => row[key]);
}

/** A field that the workspace added; a choice by the text that people know it by. */
function addedColumn(scope: Scope, column: Column): ExportColumn {
  const { language } = scope;
  const { key, field, custom } = column;
  const labels = new Map(custom?.choices.map(({ value, labels: own }) => [value, localize(own, language) ?? value]));
  const label = localize(custom?.labels, language) ?? key;
  return made(key, label, widths[field.kind] ?? usualWidth, field, contextOf(scope, labels), (row) => valueIn(row, column));
}
