import { job } from '../../platform/jobs.ts';
import { sendReset } from './credentials/service.ts';
import { sweepExpired } from './session/service.ts';

export const jobs = [
  job<{ email: string }>('identity.sendReset', ({ email }, { db, env }) => sendReset(db, env, email)),
  job('identity.sweepExpired', (_payload, { db }) => sweepExpired(db), '17 3 * * *'),
];
