import { call } from '../../../web/api.ts';
import { listSuggestions, type SuggestedField, suggestedFields } from '../contract.ts';

function loader(field: SuggestedField): (typed: string) => Promise<string[]> {
  return async (typed) => {
    const { data } = await call(listSuggestions, { query: { field, ...(typed.trim() === '' ? {} : { q: typed.trim() }) } });
    return data.map(({ value }) => value);
  };
}

/** What accounts have in their free fields so far; leads are described in the same words. */
export const accountSuggestions = Object.fromEntries(suggestedFields.map((field) => [field, loader(field)]));
