import type { QueryClient } from '@tanstack/react-query';
import type { QueryKey } from './api.ts';
import { storedLanguage } from './i18n.ts';

/** A reply of the API that came with the page, and the key under which it is kept. */
export type Answer = readonly [key: QueryKey, reply: unknown];

let isAhead = typeof document === 'undefined';

/** True while a first screen is drawn whose answers are all there: on the server, and in a browser whose page brought them. */
export const isDrawnAhead = (): boolean => isAhead;

/** From now on what takes long to draw comes after the control that asked for it. */
export function endDrawnAhead(): void {
  isAhead = false;
}

/** Takes what came with the page, so that it is not asked for again; names in it are in the language of the page. */
export function takeAnswers(queryClient: QueryClient): void {
  const text = document.getElementById('answers')?.textContent;
  if (!text || document.documentElement.dataset['language'] !== storedLanguage()) return;
  const answers: readonly Answer[] = JSON.parse(text);
  for (const [key, reply] of answers) queryClient.setQueryData(key, reply);
  isAhead = true;
}
