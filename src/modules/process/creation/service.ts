import type { Db } from '../../../platform/db.ts';
import type { BodyOf } from '../../../platform/endpoint.ts';
import { DomainError, invalidField } from '../../../platform/errors.ts';
import { permit } from '../../../platform/rights.ts';
import type { Scope } from '../../../platform/scope.ts';
import { inTx, type Tx } from '../../../platform/tx.ts';
import type { Process, StageInput } from '../contract.ts';
import { blankStages } from '../defaults/service.ts';
import { loadProcess, loadProcesses, loadVersion } from '../loading/service.ts';
import { contentOf, freeKey } from '../rules.ts';
import { addProcess } from '../service.ts';
import type { createProcess as createProcessEndpoint } from './contract.ts';
import { withTraditional } from '../texts/service.ts';

/** More processes than this help nobody to work alike. */
const limit = 50;

/** Makes a process as a draft, from nothing or as a copy of another one. It is worked by once it is published. */
export async function createProcess(db: Db, scope: Scope, body: BodyOf<typeof createProcessEndpoint>): Promise<Process> {
  permit(scope, 'process', 'create');
  return inTx(db, async (tx) => {
    const known = await loadProcesses(tx, scope);
    if (known.length >= limit) throw new DomainError('process.too_many', { params: { limit } });
    const stages = body.copyOf === undefined ? blankStages() : await stagesOf(tx, scope, known, body.copyOf);
    const [names = body.names] = withTraditional([body.names]);
    const key = freeKey(
      body.names.en ?? '',
      known.map((process) => process.key),
    );
    const id = await addProcess(tx, scope, { key, names, isDefault: false, gateMode: 'advise', stages, isPublished: false });
    return loadProcess(tx, scope, id);
  });
}

async function stagesOf(tx: Tx, scope: Scope, known: readonly Process[], processId: string): Promise<StageInput[]> {
  const process = known.find(({ id }) => id === processId);
  const source = process?.published ?? process?.versions[0];
  if (!source) throw invalidField('/body/copyOf', 'not_found_reference');
  return contentOf((await loadVersion(tx, scope, source.id)).stages);
}
