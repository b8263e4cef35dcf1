/** Characters of languages written without spaces between words. */
export const cjk = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc\u3005\u3007`;

// Letters that Unicode does not take apart into a base and an accent.
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

let simplified: Promise<ReadonlyMap<string, string>> | undefined;

async function loadSimplified(): Promise<ReadonlyMap<string, string>> {
  const { default: pairs } = await import('opencc-js/dict/TSCharacters');
  const map = new Map<string, string>();
  for (const pair of pairs.split('|')) {
    const [from, to] = pair.split(' ');
    if (from !== undefined && to !== undefined) map.set(from, to);
  }
  return map;
}

/**
 * Traditional characters as Simplified ones, one by one. Not by phrases: what a character becomes must not depend on its
 * neighbours, or the query 髮 would not find 頭髮.
 */
export async function foldHan(text: string): Promise<string> {
  if (!/\p{Script=Han}/u.test(text)) return text;
  const map = await (simplified ??= loadSimplified());
  return text.replace(/\p{Script=Han}/gu, (character) => map.get(character) ?? character);
}

/** Lower case, without accents: `Çédille` → `cedille`, `Straße` → `strasse`. */
export function foldLetters(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøđðþłı]/g, (letter) => plainLetters[letter] ?? letter);
}
