import { z } from 'zod';
import { languages } from '../../../platform/languages.ts';

/**
 * What a quote says besides its lines, in another language, by where it stands: `intro`, `terms.t1.title`. What is not there stands as it
 * was written. Lines have their own `names` and `notes`.
 */
const WordKey = z
  .string()
  .regex(
    /^(intro|closing|delivery\.(leadText|place)|payments\.[\w-]{1,40}\.note|terms\.[\w-]{1,40}\.(title|text|plain)|values\.[\w-]{1,40}\.(need|benefit|proof))$/,
  )
  .meta({ examples: ['intro'] });
const Translation = z.record(WordKey, z.string().trim().max(8000));
export const Translations = z.partialRecord(z.enum(languages), Translation);
export type Translations = z.infer<typeof Translations>;
