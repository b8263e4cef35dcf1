import { todayIn } from '../../../platform/days.ts';
import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { entityOf } from '../../records/entities/rules.ts';
import { findRows } from '../../records/rows/service.ts';
import { loadTaxClasses } from '../../settings/taxes/service.ts';
import type { QuoteContent, WrittenContent } from '../content/contract.ts';
import { taxOf } from '../revisions/rules.ts';
import { filledLine, type LineTax } from './rules.ts';

/** How a line is taxed today of which nobody says otherwise: by the workspace's default class. */
export async function findUsualTax(db: Db, scope: Scope): Promise<LineTax> {
  return taxOf(await loadTaxClasses(db, scope), null, todayIn(scope.timeZone));
}

/** A draft as it was written, with the tax of lines of which none was said, and marks where a price is still to come. */
export async function filledIn(db: Db, scope: Scope, { lines, ...content }: WrittenContent): Promise<QuoteContent> {
  const bare = lines.filter(({ kind, taxBp }) => kind === 'item' && taxBp === undefined);
  const [classes, today] = [bare.length === 0 ? [] : await loadTaxClasses(db, scope), todayIn(scope.timeZone)];
  const ids = [...new Set(bare.flatMap(({ productId }) => productId ?? []))];
  const rows = ids.length === 0 ? [] : await findRows(db, scope, entityOf('product'), ids);
  const classOf = new Map<unknown, unknown>(rows.map((row) => [row['id'], row['taxClass']]));
  return { ...content, lines: lines.map((line) => filledLine(line, taxOf(classes, classOf.get(line.productId), today))) };
}
