import { STATUS_CODES } from 'node:http';
import { type DomainError, type FieldFault, shownFaults } from './errors.ts';
import { translate } from './i18n.ts';
import type { Language } from './languages.ts';

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  instance?: string;
  errors?: { pointer: string; code: string; detail: string }[];
  [extra: string]: unknown;
}

/** Words key of a code: `deals.gate_unmet` → `deals:errors.gate_unmet`, `not_found` → `platform:errors.not_found`. */
export function wordsKeyOf(code: string): string {
  const dot = code.indexOf('.');
  return dot < 0 ? `platform:errors.${code}` : `${code.slice(0, dot)}:errors.${code.slice(dot + 1)}`;
}

/** The problem document (RFC 9457) of a refusal, in the reader's language. */
export function problemOf(error: DomainError, language: Language, instance?: string): Problem {
  const detail = translate(language, wordsKeyOf(error.code), error.params);
  const problem: Problem = {
    ...error.extra,
    type: `https://chengdan.dev/problems/${error.code}`,
    title: STATUS_CODES[error.status] ?? error.code,
    status: error.status,
    code: error.code,
    detail,
  };
  if (instance) problem.instance = instance;
  if (error.fields.length > 0) {
    problem.errors = error.fields.slice(0, shownFaults).map((fault) => ({
      pointer: fault.pointer,
      code: fault.code,
      detail: textOfFault(fault, language),
    }));
  }
  return problem;
}

/** What is wrong with one field, in the reader's language. */
export function textOfFault({ pointer, code, params }: FieldFault, language: Language): string {
  return translate(language, wordsKeyOf(code), { field: pointer.split('/').at(-1) ?? '', ...params });
}
