import { useTranslation } from 'react-i18next';
import { i18next } from './i18n.ts';
import { ProblemError } from './problem.ts';

/** What a failure says to a person: the server's sentence, or ours when there is none. */
export function problemText(error: unknown): string {
  if (!(error instanceof ProblemError)) return i18next.t('web:errors.unexpected');
  if (error.code === 'offline') return i18next.t('web:errors.offline');
  if (error.message !== '') return error.message;
  const dot = error.code.indexOf('.');
  const key = dot < 0 ? `platform:errors.${error.code}` : `${error.code.slice(0, dot)}:errors.${error.code.slice(dot + 1)}`;
  return i18next.t([key, 'web:errors.unexpected']);
}

/** `problemText` that follows a change of language. */
export function useProblemText(): (error: unknown) => string {
  useTranslation();
  return problemText;
}
