import type { LocalizedText } from '../../../platform/endpoint.ts';
import { hasWords, translate } from '../../../platform/i18n.ts';
import { languages } from '../../../platform/languages.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { StageInput } from '../contract.ts';
import { addProcess } from '../service.ts';
import { type DefaultStage, defaultProcesses } from './rules.ts';

/** A text of the default processes in every language; null where there is none (not every criterion has a hint). */
function defaultText(key: string): LocalizedText | null {
  const path = `process:defaults.${key}`;
  return languages.every((language) => hasWords(language, path))
    ? Object.fromEntries(languages.map((language) => [language, translate(language, path)]))
    : null;
}

function defaultContent({ expectation, criteria, tasks, ...stage }: DefaultStage): StageInput {
  const text = (key: string): LocalizedText => defaultText(key) ?? {};
  return {
    ...stage,
    names: text(`stages.${stage.key}.name`),
    guidance: defaultText(`stages.${stage.key}.guidance`),
    customerExpectation: defaultText(`stages.${stage.key}.${expectation}`),
    criteria: criteria.map((one) => ({
      ...one,
      names: text(`criteria.${one.key}.name`),
      hint: defaultText(`criteria.${one.key}.hint`),
    })),
    tasks: tasks.map(({ words, ...one }) => ({ ...one, names: text(`tasks.${words}`) })),
  };
}

/** What a process made from nothing starts with: the least that a deal can be won by. */
export function blankStages(): StageInput[] {
  const [first] = defaultProcesses;
  const wanted = (first?.stages ?? []).filter(({ phase }) => phase === 1 || phase === 4);
  return wanted.map((stage) => ({ ...defaultContent(stage), criteria: [], tasks: [] }));
}

/** Gives a new workspace the default processes, published, advising. Run when a workspace is made. */
export async function seedDefaultProcesses(tx: Tx, scope: Scope): Promise<void> {
  for (const { key, isDefault, stages } of defaultProcesses) {
    const names = defaultText(`processes.${key}`) ?? {};
    await addProcess(tx, scope, {
      key,
      names,
      isDefault,
      gateMode: 'advise',
      stages: stages.map(defaultContent),
      isPublished: true,
    });
  }
}
