import { type RelationKind, relationKinds } from './contract.ts';

type Ends = readonly (readonly [from: string, to: string])[];

const companies: Ends = [['account', 'account']];
const people: Ends = [['contact', 'contact']];

/** Between which kinds of record each relation makes sense; null for any two. */
const endsOf: Readonly<Record<RelationKind, Ends | null>> = {
  subsidiary: companies,
  supplier: companies,
  distributor: companies,
  partner: [...companies, ...people, ['account', 'contact'], ['contact', 'account']],
  colleague: people,
  reports_to: people,
  knows: [...people, ['contact', 'account'], ['account', 'contact']],
  other: null,
};

/** The relations that there can be from a record of one kind to one of another, in their order. */
export function relationsBetween(from: string, to: string): RelationKind[] {
  return relationKinds.filter((kind) => endsOf[kind]?.some(([first, second]) => first === from && second === to) ?? true);
}
