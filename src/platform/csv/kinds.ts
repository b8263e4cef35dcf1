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

/** Encodings that a file can be read in. The first six are recognised, the others only chosen. */
export const csvEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'windows-1252',
  'windows-1251',
  'shift_jis',
  'euc-kr',
] as const;
export type CsvEncoding = (typeof csvEncodings)[number];

/** What may stand between columns. */
export const csvDelimiters = [',', ';', '\t', '|', '|+|', '\u001f', '^', '~'] as const;
