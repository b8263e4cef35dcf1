import type { LocalizedText } from '../../../platform/endpoint.ts';
import { type Language, localize } from '../../../platform/languages.ts';
import { call } from '../../../web/api.ts';
import type { ListedRef } from '../../../web/entity/entity-ui.ts';
import { listProcesses, type Process } from '../../process/contract.ts';

function versionName(names: LocalizedText, number: number, language: Language): string {
  return `${localize(names, language) ?? ''} v${number}`;
}

async function processes(): Promise<Process[]> {
  return (await call(listProcesses)).data;
}

/** Every stage that a deal can be in; those of older versions say which. */
export async function listStageRefs(language: Language): Promise<ListedRef[]> {
  return (await processes()).flatMap(({ names, versions }) =>
    versions
      .filter(({ state }) => state !== 'draft')
      .flatMap(({ number, stages }) =>
        stages.map((stage) => ({
          id: stage.id,
          name: localize(stage.names, language) ?? '',
          sub: versionName(names, number, language),
        })),
      ),
  );
}

/** Every version of a process that a deal can run by. */
export async function listVersionRefs(language: Language): Promise<ListedRef[]> {
  return (await processes()).flatMap(({ names, versions }) =>
    versions
      .filter(({ state }) => state !== 'draft')
      .map(({ id, number }) => ({ id, name: versionName(names, number, language) })),
  );
}
