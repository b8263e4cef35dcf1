/** How far a right reaches: nothing, own records, own team's, own team's and those below, everything. */
export const levels = ['none', 'own', 'team', 'teamTree', 'all'] as const;
export type Level = (typeof levels)[number];
