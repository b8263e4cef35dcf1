import type { FieldFault } from '../../../platform/errors.ts';
import type { RuleInput } from './contract.ts';

/** What a rule needs and does not have, as faults of its fields. */
export function ruleFaults(rules: readonly RuleInput[]): FieldFault[] {
  return rules.flatMap((rule, at) => {
    const missing = (key: keyof RuleInput): FieldFault => ({
      pointer: `/body/rules/${at}/${key}`,
      code: 'catalogue.rule_incomplete',
    });
    const { scope, method, base, validFrom, validTo } = rule;
    return [
      ...((scope === 'product' || scope === 'variant') && rule.productId === null ? [missing('productId')] : []),
      ...(scope === 'variant' && rule.variantId === null ? [missing('variantId')] : []),
      ...(scope === 'category' && rule.category === null ? [missing('category')] : []),
      ...(base === 'book' && method !== 'fixed' && rule.baseBookId === null ? [missing('baseBookId')] : []),
      ...(method === 'fixed' && rule.amountMinor === null ? [missing('amountMinor')] : []),
      ...(method === 'percent' && rule.percentBp === null ? [missing('percentBp')] : []),
      ...(method === 'formula' && rule.formula === null ? [missing('formula')] : []),
      ...(validFrom !== null && validTo !== null && validTo < validFrom
        ? [{ pointer: `/body/rules/${at}/validTo`, code: 'catalogue.ends_before_start' }]
        : []),
    ];
  });
}

/** A rule with nothing in it that its scope, base and method do not ask for. */
export function tidyRule(rule: RuleInput): RuleInput {
  const { scope, method } = rule;
  const base = method === 'fixed' ? 'list' : rule.base;
  const isOfProduct = scope === 'product' || scope === 'variant';
  return {
    ...rule,
    base,
    productId: isOfProduct ? rule.productId : null,
    variantId: scope === 'variant' ? rule.variantId : null,
    category: scope === 'category' ? rule.category : null,
    baseBookId: base === 'book' ? rule.baseBookId : null,
    amountMinor: method === 'fixed' ? rule.amountMinor : null,
    percentBp: method === 'percent' ? rule.percentBp : null,
    formula: method === 'formula' ? rule.formula : null,
  };
}

/** Whether one book, by its parent and the books its rules start from, comes to rest on another (or itself). */
export function restsOn(edges: readonly { from: string; to: string }[], book: string, other: string): boolean {
  const below = new Set<string>();
  const next = [book];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const { from, to } of edges) {
      if (from !== at || below.has(to)) continue;
      below.add(to);
      next.push(to);
    }
  }
  return below.has(other);
}

/** Of some books those on which one of the others rests, directly or through books that therefore stay. */
export function restedOn(edges: readonly { from: string; to: string }[], ids: ReadonlySet<string>): Set<string> {
  const stays = new Set<string>();
  for (let before = -1; before < stays.size;) {
    before = stays.size;
    for (const { from, to } of edges) if (ids.has(to) && (!ids.has(from) || stays.has(from))) stays.add(to);
  }
  return stays;
}
