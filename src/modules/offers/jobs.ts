import { job, type Job, type JobContext } from '../../platform/jobs.ts';
import { chaseQuotes } from './chasing/service.ts';
import { expireQuotes } from './expiry/service.ts';
import { postQuote } from './mailing/service.ts';
import { type Telling, tellKeeper } from './telling/service.ts';

type Letter = Parameters<typeof postQuote>[1];

export const jobs: readonly Job[] = [
  // Every hour: the day ends at another time in every zone.
  job('offers.expireQuotes', (_payload, { db }) => expireQuotes(db), '7 * * * *'),
  // Twice an hour: who opened it twice is thinking of it now.
  job('offers.chaseQuotes', (_payload, { db }) => chaseQuotes(db), '11,41 * * * *'),
  job<Telling>('offers.tellKeeper', (telling, context) => tellKeeper(context, telling)),
  job<Letter>('offers.postQuote', (letter, context: JobContext) => postQuote(context, letter)),
];
