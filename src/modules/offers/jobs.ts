import { job, type Job } from '../../platform/jobs.ts';
import { expireQuotes } from './expiry/service.ts';

// Every hour: the day ends at another time in every zone.
export const jobs: readonly Job[] = [job('offers.expireQuotes', (_payload, { db }) => expireQuotes(db), '7 * * * *')];
