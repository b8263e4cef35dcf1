import readings from './readings.json' with { type: 'json' };

// Nobody searches for a company by the pinyin of its legal form.
const legalForm = /(?:集团|控股|股份|有限|责任|合伙企业|公司|\(|\)|（|）)+$/;
const longestToken = 12;
const syllableStarts = 8;
/** A text of many readings is found by the likeliest: each adds some thirty tokens. */
const mostReadings = 4;

const places = new Map(Object.entries(readings.places));
const surnames = new Map(Object.entries(readings.surnames));

const loadPinyin = () => import('pinyin-pro');
let library: ReturnType<typeof loadPinyin> | undefined;

type Syllables = readonly string[];

/** Names of places in the text that the library reads by their usual characters, read as those who live there do. */
function asPlaces(han: string, usual: Syllables): Syllables {
  const read = [...usual];
  for (const [place, syllables] of places) {
    const at = han.indexOf(place);
    if (at >= 0) read.splice(at, syllables.length, ...syllables);
  }
  return read;
}

/** The ways a text is read aloud, few of them: the usual one, with names of places as they are said there, and as a surname. */
async function readingsOf(han: string, isName: boolean): Promise<Syllables[]> {
  const { pinyin } = await (library ??= loadPinyin());
  const options = { toneType: 'none', type: 'array', v: true, toneSandhi: false } as const;
  const usual = pinyin(han, options);
  // A character beyond the basic plane is one syllable and two units: places are then not looked for.
  const readings: Syllables[] = usual.length === han.length ? [usual, asPlaces(han, usual)] : [usual];
  if (isName) {
    // 单 reads dān, but as a surname shàn: people search by either. Only the surname itself: 长沙银行 is no Mr. Xíng.
    const surname = pinyin(han, { ...options, mode: 'surname', surname: 'head' });
    readings.push([...surname.slice(0, 1), ...usual.slice(1)], [...surname.slice(0, 2), ...usual.slice(2)]);
    readings.push(...(surnames.get(han.slice(0, 1)) ?? []).map((head) => [head, ...usual.slice(1)]));
  }
  const distinct = new Map(readings.map((syllables) => [syllables.join(' '), syllables]));
  return [...distinct.values()].slice(0, mostReadings);
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
  for (const read of await readingsOf(spoken, han.length <= 4)) {
    // A character without a reading comes back as it is: it cannot be typed by sound.
    const syllables = read.filter((syllable) => /^[a-z]+$/.test(syllable));
    addSpelled(tokens, syllables);
    addInitials(tokens, syllables);
  }
  return tokens;
}
