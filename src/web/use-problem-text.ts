import { useTranslation } from 'react-i18next';
import { i18next } from './i18n.ts';
import { ProblemError } from './problem.ts';

/** Words key of a code: `deals.gate_unmet` → `deals:errors.gate_unmet`, `not_found` → `platform:errors.not_found`. */
export function codeKey(code: string): string {
  const dot = code.indexOf('.');
  return dot < 0 ? `platform:errors.${code}` : `${code.slice(0, dot)}:errors.${code.slice(dot + 1)}`;
}

/** What a failure says to a person: the server's sentence, or ours when there is none. */
export function problemText(error: unknown): string {
  if (!(error instanceof ProblemError)) return i18next.t('web:errors.unexpected');
  if (error.code === 'offline' || error.code === 'outdated') return i18next.t(`web:errors.${error.code}`);
  if (error.message !== '') return error.message;
  return i18next.t([codeKey(error.code), 'web:errors.unexpected']);
}

/** `problemText` that follows a change of language. */
export function useProblemText(): (error: unknown) => string {
  useTranslation();
  return problemText;
}
