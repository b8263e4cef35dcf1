import type { Db } from '../../../platform/db.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopedSql } from '../../../platform/scope-sql.ts';
import type { LineMoney } from '../amounts/rules.ts';
import { baseQuantity } from '../../catalogue/units/rules.ts';
import type { OrderLine } from './contract.ts';
import type { FullLine } from './rules.ts';

/** A line as its table has it. */
export interface LineRow extends FullLine, LineMoney {
  orderId: string;
  position: number;
}

export type KnownLine = LineRow & Pick<OrderLine, 'product' | 'baseQuantity'>;

/** The lines of orders in their order; a product that lies in the bin still has its name. */
export async function findLines(db: Db, scope: Scope, orderIds: readonly string[]): Promise<KnownLine[]> {
  if (orderIds.length === 0) return [];
  const sql = scopedSql(scope);
  return sql.rows<KnownLine>(
    db,
    `select l.id, l.order_id, l.position, l.product_id, l.variant_id, l.name, l.code, l.customer_number, l.unit, l.note, l.parts,
      case when l.unit_factor is null then null else jsonb_build_object('factor', l.unit_factor, 'base', l.base_unit) end as conversion,
      trim_scale(l.base_quantity)::text as base_quantity, l.deliver_on,
      trim_scale(l.quantity)::text as quantity, trim_scale(l.unit_price)::text as unit_price, l.discount_bp, l.tax_bp, l.period, l.period_count,
      l.net_minor, l.tax_minor, l.total_minor,
      case when l.product_id is null then null else jsonb_build_object('id', l.product_id, 'title', r.title) end as product
    from order_lines l left join records r on ${sql.workspace('r')} and r.id = l.product_id
    where ${sql.workspace('l')} and l.order_id = any(${sql.param(orderIds)}::uuid[]) order by l.order_id, l.position, l.id`,
  );
}

const columns = [
  'id uuid',
  'order_id uuid',
  'position int',
  'product_id uuid',
  'variant_id uuid',
  'name text',
  'code text',
  'customer_number text',
  'unit text',
  'unit_factor text',
  'base_unit text',
  'base_quantity numeric',
  'note text',
  'parts jsonb',
  'deliver_on date',
  'quantity numeric',
  'unit_price numeric',
  'discount_bp int',
  'tax_bp int',
  'period text',
  'period_count int',
  'net_minor bigint',
  'tax_minor bigint',
  'total_minor bigint',
];
const names = columns.map((column) => column.split(' ')[0] ?? '');
const written = names.filter((name) => name !== 'id' && name !== 'order_id');

/** Writes lines: those that are there change, as far as they belong to the same order; others come. */
export async function writeLines(db: Db, scope: Scope, lines: readonly LineRow[]): Promise<void> {
  if (lines.length === 0) return;
  const sql = scopedSql(scope);
  const rows = lines.map((line) => ({
    id: line.id,
    order_id: line.orderId,
    position: line.position,
    product_id: line.productId,
    variant_id: line.variantId,
    name: line.name,
    code: line.code,
    customer_number: line.customerNumber,
    unit: line.unit,
    unit_factor: line.conversion?.factor ?? null,
    base_unit: line.conversion?.base ?? null,
    base_quantity: baseQuantity(line.quantity, line.conversion),
    note: line.note,
    parts: line.parts,
    deliver_on: line.deliverOn,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    discount_bp: line.discountBp,
    tax_bp: line.taxBp,
    period: line.period,
    period_count: line.periodCount,
    net_minor: line.netMinor,
    tax_minor: line.taxMinor,
    total_minor: line.totalMinor,
  }));
  await sql.run(
    db,
    `insert into order_lines as o (workspace_id, ${names.join(', ')})
    select ${sql.workspaceId}, ${names.join(', ')} from json_to_recordset(${sql.param(JSON.stringify(rows))}::json) as l(${columns.join(', ')})
    on conflict on constraint order_lines_pk do update set ${written.map((name) => `${name} = excluded.${name}`).join(', ')}
    where o.order_id = excluded.order_id`,
  );
}

/** Takes away the lines of an order that are not among these. */
export async function deleteLinesBut(db: Db, scope: Scope, orderId: string, ids: readonly string[]): Promise<void> {
  const sql = scopedSql(scope);
  await sql.run(
    db,
    `delete from order_lines l where ${sql.workspace('l')} and l.order_id = ${sql.param(orderId)}::uuid and l.id <> all(${sql.param(ids)}::uuid[])`,
  );
}
