/** Amounts are minor units of the workspace's currency, percentages basis points. */
export const fieldKinds = ['money', 'percent', 'number', 'days', 'flag', 'text', 'user'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/**
 * Which way a value gets worse for the house: what was approved stands as long as it does not. `parts` is a set of them: worse is one
 * that is new or goes further.
 */
export const worseWays = ['higher', 'lower', 'parts', 'change', 'never'] as const;
export type Worse = (typeof worseWays)[number];

/** How the lines of a subject make one value: `any` is true where a flag holds on one of them. */
export const aggregations = ['max', 'min', 'sum', 'avg', 'any', 'count'] as const;
export type Aggregation = (typeof aggregations)[number];

export const operators = ['gt', 'gte', 'lt', 'lte', 'eq', 'ne', 'isTrue', 'isFalse', 'isEmpty'] as const;
export type Operator = (typeof operators)[number];
