import { bestMatch, looseText } from '../../../platform/similar.ts';
import type { ValueProposal } from '../contract.ts';
import type { CompiledField, CompiledTarget } from '../reading/rules.ts';
import { industryWords, phaseWords, statusWords } from '../vocabulary/rules.ts';

/** Values that mean nothing here, counted while rows are read. */
export type UnknownValues = Map<string, { field: string; value: string; rows: number }>;

export const unknownCodes = new Set([
  'exchange.not_found',
  'exchange.in_bin',
  'exchange.unknown_value',
  'exchange.unknown_stage',
]);
const maxUnknown = 500;

export function countUnknown(unknown: UnknownValues, field: string, value: string): void {
  const key = `${field}\n${value}`;
  const known = unknown.get(key);
  if (known) known.rows += 1;
  else if (unknown.size < maxUnknown) unknown.set(key, { field, value, rows: 1 });
}

/** A known value: a text that means it, what a map says for it, and how the reader knows it. */
export interface Candidate {
  text: string;
  code: string;
  label: string;
}

/** Every text by which a value of a closed list can be named. */
export function candidatesOfList({ accepted }: CompiledField): Candidate[] {
  return accepted.flatMap(({ code, label, texts }) => [code, ...texts].map((text) => ({ text, code, label })));
}

interface Meaning {
  code: string;
  label: string;
  score: number;
}

const wordScore = 0.9;
const phaseOf = new Map(phaseWords.flatMap(([phase, words]) => words.map((word) => [looseText(word), phase])));
const statusOf = new Map(statusWords.flatMap(([status, words]) => words.map((word) => [looseText(word), status])));

/** What the words that other systems use for stages mean here: `Closed Won` is won, at the stage of signing. */
function meaningOf({ target, accepted }: CompiledField, value: string): Meaning | undefined {
  const word = looseText(value);
  const phase = phaseOf.get(word);
  const option =
    target.key === 'stage'
      ? accepted.find((each) => each.phase === phase && phase !== undefined)
      : target.key === 'status'
        ? accepted.find(({ code }) => code === (statusOf.get(word) ?? (phase === undefined ? undefined : 'open')))
        : undefined;
  return option && { code: option.code, label: option.label, score: wordScore };
}

function nearest(value: string, candidates: readonly Candidate[]): Meaning | undefined {
  const texts = new Map(candidates.map((candidate) => [candidate.text, candidate]));
  const match = bestMatch(value, [...texts.keys()]);
  const found = match && texts.get(match.candidate);
  return match && found && { code: found.code, label: found.label, score: match.score };
}

/** For each unknown value the known one that it most likely stands for: `GTXPro` → `GTX Pro`. A person decides. */
export function proposeValues(
  target: CompiledTarget,
  unknown: UnknownValues,
  candidatesOf: (field: CompiledField) => readonly Candidate[],
): ValueProposal[] {
  return [...unknown.values()]
    .toSorted((a, b) => b.rows - a.rows)
    .flatMap(({ field: key, value, rows }) => {
      const field = target.fields.find((each) => each.target.key === key);
      if (!field) return [];
      const meant = meaningOf(field, value) ?? nearest(value, candidatesOf(field));
      return [
        {
          targetNo: target.no,
          file: target.file,
          field: key,
          value,
          rows,
          proposed: meant?.code ?? null,
          label: meant?.label ?? null,
          score: meant?.score ?? null,
          target: field.target.target ?? null,
        },
      ];
    });
}

/** Fields of free text whose words are mostly the same everywhere, so that a slip shows: `technolgy`. */
const spelled: Readonly<Record<string, readonly string[]>> = { industry: industryWords };

/** True for a field in which misspelt words are pointed out, though any text is taken. */
export function isSpelled(field: CompiledField): boolean {
  return spelled[field.target.key] !== undefined && field.target.field.kind === 'text';
}

/** Words that are not quite a common one. Any text is taken: this is a hint, not a refusal. */
export function proposeSpellings(target: CompiledTarget, seen: UnknownValues): ValueProposal[] {
  return [...seen.values()].flatMap(({ field: key, value, rows }) => {
    const match = bestMatch(value.toLowerCase(), spelled[key] ?? []);
    if (match?.kind !== 'close') return [];
    const { candidate: proposed, score } = match;
    return [{ targetNo: target.no, file: target.file, field: key, value, rows, proposed, label: proposed, score, target: null }];
  });
}
