import { looseText } from '../../../../platform/similar.ts';
import type { TargetOption } from '../../targets/rules.ts';

/** What texts mean in a closed list: as written, else whatever their case and signs. */
export function choicesOf(accepted: readonly TargetOption[]): Map<string, string> {
  const texts = accepted.flatMap(({ value, code, texts: all }) => [value, code, ...all].map((text) => [text, value] as const));
  const loose = texts.map(([text, value]) => [looseText(text), value] as const);
  return new Map([...loose.toReversed(), ...texts.toReversed()]);
}

/** The value that a text means. */
export function choiceOf(choices: ReadonlyMap<string, string>, text: string): string | undefined {
  return choices.get(text.trim()) ?? choices.get(looseText(text));
}
