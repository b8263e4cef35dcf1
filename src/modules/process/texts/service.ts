import type { LocalizedText } from '../../../platform/endpoint.ts';
import { toTraditional } from '../../../platform/words-files.ts';
import type { StageInput } from '../contract.ts';

/**
 * Completes texts by the Traditional Chinese that is missing. One that was made from an earlier Simplified text is made
 * anew when that text has changed: `earlier` are the texts as they were.
 */
export function withTraditional(texts: readonly LocalizedText[], earlier: readonly LocalizedText[] = []): LocalizedText[] {
  const madeFrom = new Map(earlier.map((text) => [text['zh-Hant'], text['zh-Hans']]));
  const isMissing = (text: LocalizedText) => {
    const traditional = text['zh-Hant'];
    if (!text['zh-Hans']) return false;
    return !traditional || (madeFrom.get(traditional) ?? text['zh-Hans']) !== text['zh-Hans'];
  };
  const made = toTraditional(texts.filter(isMissing).map((text) => text['zh-Hans'] ?? ''));
  return texts.map((text) => (isMissing(text) ? { ...text, 'zh-Hant': made.shift() ?? '' } : text));
}

/** Every text of some stages, in a fixed order. */
function textsOf(stages: readonly StageInput[]): LocalizedText[] {
  return stages.flatMap(({ names, guidance, customerExpectation, criteria, tasks }) => [
    names,
    guidance ?? {},
    customerExpectation ?? {},
    ...criteria.flatMap((one) => [one.names, one.hint ?? {}]),
    ...tasks.map((one) => one.names),
  ]);
}

/** Stages with every text completed. */
export function completeStages(stages: readonly StageInput[], earlier: readonly StageInput[]): StageInput[] {
  const texts = withTraditional(textsOf(stages), textsOf(earlier));
  const next = (): LocalizedText => texts.shift() ?? {};
  const optional = (given: LocalizedText | null): LocalizedText | null => {
    const text = next();
    return given === null ? null : text;
  };
  return stages.map((stage) => ({
    ...stage,
    names: next(),
    guidance: optional(stage.guidance),
    customerExpectation: optional(stage.customerExpectation),
    criteria: stage.criteria.map((one) => ({ ...one, names: next(), hint: optional(one.hint) })),
    tasks: stage.tasks.map((one) => ({ ...one, names: next() })),
  }));
}
