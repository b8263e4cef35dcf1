import { invalidField } from '../../../platform/errors.ts';
import { hasWords, translate, wordsBelow } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { EventKind } from '../contract.ts';

/** Sent to one webhook when somebody asks for it. */
export const testKind = 'webhook.tested';

/**
 * Every kind of event that is sent, named in a language. The register is the words: each module names the events it appends
 * in its `words/`, below `events`; below `eventKinds`, where the text of a single event says nothing without its values. What is done to webhooks is told to none: their addresses may be secrets themselves.
 */
function eventKinds(language: Language): EventKind[] {
  const kinds = [...wordsBelow(language, 'events')].flatMap(([namespace, objects]) =>
    Object.entries(objects).flatMap(([object, verbs]) =>
      Object.keys(verbs).map((verb) => ({
        kind: `${object}.${verb}`,
        object,
        label: labelOf(language, namespace, `${object}.${verb}`),
        objectLabel: translate(language, `${namespace}:objects.${object}.other`),
      })),
    ),
  );
  return kinds.filter(({ object }) => object !== 'webhook');
}

/** The name of a kind: its own, or the text of an event without what a single one names at its end: "File added: {{name}}" is "File added". */
function labelOf(language: Language, namespace: string, kind: string): string {
  const own = `${namespace}:eventKinds.${kind}`;
  if (hasWords(language, own)) return translate(language, own);
  return translate(language, `${namespace}:events.${kind}`).replace(/\s*[:：]\s*$/, '');
}

/** Every kind of event that a webhook can be told of. */
export function listEventKinds(scope: Scope): EventKind[] {
  permit(scope, 'webhook', 'view');
  return eventKinds(scope.language);
}

/** Refuses a kind that no module appends. */
export function requireKinds(kinds: readonly string[] | null | undefined): void {
  const known = new Set(eventKinds('en').map(({ kind }) => kind));
  const unknown = kinds?.find((kind) => !known.has(kind));
  if (unknown !== undefined) throw invalidField('/body/eventKinds', 'webhooks.unknown_kind', { kind: unknown });
}
