import { invalidField } from '../../../platform/errors.ts';
import { translate, wordsBelow } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { EventKind } from '../contract.ts';

/** Sent to one webhook when somebody asks for it. */
export const testKind = 'webhook.tested';

/**
 * Every kind of event that is sent, named in a language. The register is the words: each module names the events it appends
 * in its `words/`, below `events`. What is done to webhooks is told to none: their addresses may be secrets themselves.
 */
function eventKinds(language: Language): EventKind[] {
  const kinds = [...wordsBelow(language, 'events')].flatMap(([namespace, objects]) =>
    Object.entries(objects).flatMap(([object, verbs]) =>
      Object.keys(verbs).map((verb) => ({
        kind: `${object}.${verb}`,
        object,
        label: labelOf(translate(language, `${namespace}:events.${object}.${verb}`)),
        objectLabel: translate(language, `${namespace}:objects.${object}.other`),
      })),
    ),
  );
  return kinds.filter(({ object }) => object !== 'webhook');
}

/** The text of an event without what only a single one can fill in: "File added: {{name}}" is "File added". */
function labelOf(text: string): string {
  return text.replaceAll(/\s*\{\{[^}]*\}\}/g, '').replace(/\s*[:：]\s*$/, '');
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
