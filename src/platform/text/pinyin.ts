// Nobody searches for a company by the pinyin of its legal form.
const legalForm = /(?:集团|控股|股份|有限|责任|合伙企业|公司|\(|\)|（|）)+$/;
const longestToken = 12;
const syllableStarts = 8;

const loadPinyin = () => import('pinyin-pro');
let library: ReturnType<typeof loadPinyin> | undefined;

async function syllablesOf(han: string, isName: boolean): Promise<string[][]> {
  const { pinyin } = await (library ??= loadPinyin());
  const options = { toneType: 'none', type: 'array', v: true, toneSandhi: false } as const;
  const usual = pinyin(han, options);
  // 单 reads dān, but as a surname shàn: people search by either.
  const surname = isName ? pinyin(han, { ...options, mode: 'surname', surname: 'head' }) : usual;
  return usual.join() === surname.join() ? [usual] : [usual, surname];
}

function addSpelled(tokens: Set<string>, syllables: readonly string[]): void {
  for (const start of syllables.keys()) {
    if (start >= syllableStarts) return;
    const spelled = syllables
      .slice(start, start + longestToken)
      .join('')
      .slice(0, longestToken);
    // From the beginning, or from behind a place name of two or three characters, as it is typed; elsewhere by syllables.
    if (start === 0 || start === 2 || start === 3)
      for (let length = 2; length <= spelled.length; length += 1) tokens.add(spelled.slice(0, length));
    let length = 0;
    for (const syllable of syllables.slice(start, start + 4)) {
      length += syllable.length;
      tokens.add(spelled.slice(0, length));
    }
  }
}

function addInitials(tokens: Set<string>, syllables: readonly string[]): void {
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('');
  for (let start = 0; start < Math.min(initials.length, syllableStarts); start += 1) {
    const longest = Math.min(initials.length, start + (start === 0 ? longestToken : 6));
    for (let end = start + 2; end <= longest; end += 1) tokens.add(initials.slice(start, end));
  }
}

/** How a run of Chinese characters is typed by sound: pinyin and its initials, from the beginning and from within. */
export async function pinyinTokens(han: string): Promise<Set<string>> {
  const tokens = new Set<string>();
  const spoken = han.replace(legalForm, '') || han;
  for (const read of await syllablesOf(spoken, han.length <= 4)) {
    // A character without a reading comes back as it is: it cannot be typed by sound.
    const syllables = read.filter((syllable) => /^[a-z]+$/.test(syllable));
    addSpelled(tokens, syllables);
    addInitials(tokens, syllables);
  }
  return tokens;
}
