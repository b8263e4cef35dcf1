import { join } from 'node:path';
import type { Language } from '../languages.ts';
import { renderSvg } from './render.ts';

const template = join(import.meta.dirname, 'mark.typ');

/** The picture that a letter with a `mark` shows across its pages; `letter.typ` finds it as `mark.svg`. */
export async function markFiles(text: string, language: Language): Promise<Record<string, Uint8Array>> {
  return { 'mark.svg': await renderSvg({ template, data: { text, language } }) };
}
