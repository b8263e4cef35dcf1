import { z } from 'zod';
import { endpoint, Id } from '../../../platform/endpoint.ts';
import { Process, Words } from '../contract.ts';

/** From nothing, or as a copy of what is published (else newest) of another process. */
export const createProcess = endpoint({
  method: 'POST',
  path: '/processes',
  tag: 'process',
  summary: 'Make a process; it begins as a draft',
  body: z.strictObject({ names: Words, copyOf: Id.optional() }),
  reply: Process,
  errors: ['process.too_many'],
});
