import { identifier } from '../../../platform/scope-sql.ts';
import type { CustomField } from '../custom-fields/contract.ts';
import type { Column, Row } from '../entities/rules.ts';

type ColumnPlace = Pick<Column, 'column' | 'sqlType'> & { custom?: Pick<CustomField, 'key' | 'kind'> };

/** The value of a column as SQL over `alias`. */
export function columnSql({ column, custom, sqlType }: ColumnPlace, alias: string): string {
  if (!custom) return `${alias}.${identifier(column)}`;
  const text = `(${alias}.custom->>'${memberName(custom.key)}')`;
  if (sqlType !== 'text') return `(${text}::${identifier(sqlType)})`;
  // Texts that people read are sorted as their language does, codes and days by their characters.
  const isRead = custom.kind === 'text' || custom.kind === 'longText';
  return `(${text} collate "${isRead ? 'zh-x-icu' : 'C'}")`;
}

/** The value of a column in a row as the database has it. */
export function valueIn(row: Row, { property, custom }: Pick<Column, 'property' | 'custom'>): unknown {
  if (!custom) return row[property];
  const { custom: values } = row;
  return typeof values === 'object' && values !== null ? Reflect.get(values, custom.key) : undefined;
}

/** A key of `custom` safe to put into SQL text. */
function memberName(key: string): string {
  if (!/^[a-z][a-zA-Z0-9_]{0,39}$/.test(key)) throw new Error(`not a key: ${key}`);
  return key;
}
