/** What the values of a column may turn out to be; without a library, so that contracts and screens can name them. */
export const guessedKinds = [
  'empty',
  'integer',
  'decimal',
  'money',
  'percent',
  'date',
  'instant',
  'bool',
  'email',
  'phone',
  'url',
  'choice',
  'text',
  'longText',
] as const;
export type GuessedKind = (typeof guessedKinds)[number];
