import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** A font that documents are set in: its name in an installation, and where a checkout has it. */
interface Font {
  file: string;
  source: string;
}

const expo = join('node_modules', '@expo-google-fonts');

// The npm packages hold nine weights each, 154 MB; documents use two, 35 MB. So a checkout takes the packages as tools, and what
// is installed (package for npx, container) gets these files.
const fonts: readonly Font[] = [
  { file: 'NotoSansSC-Regular.ttf', source: join(expo, 'noto-sans-sc', '400Regular', 'NotoSansSC_400Regular.ttf') },
  { file: 'NotoSansSC-Bold.ttf', source: join(expo, 'noto-sans-sc', '700Bold', 'NotoSansSC_700Bold.ttf') },
  { file: 'NotoSansTC-Regular.ttf', source: join(expo, 'noto-sans-tc', '400Regular', 'NotoSansTC_400Regular.ttf') },
  { file: 'NotoSansTC-Bold.ttf', source: join(expo, 'noto-sans-tc', '700Bold', 'NotoSansTC_700Bold.ttf') },
];

/** The fonts' own licence (SIL Open Font License), which goes with them. */
const licence: Font = { file: 'OFL.txt', source: join(expo, 'noto-sans-sc', 'LICENSE_FONT') };

/** What an installation needs of a checkout: the path here, and the name there. */
export const fontsToInstall: readonly Font[] = [...fonts, licence].map(({ file, source }) => ({
  file,
  source: join(root, source),
}));

/** Paths of the fonts; those that were installed, else those of the checkout's packages. Missing ones are left out. */
export function fontPaths(): string[] {
  return fonts
    .map(({ file, source }) => [join(root, 'dist', 'fonts', file), join(root, source)].find((path) => existsSync(path)))
    .filter((path) => path !== undefined);
}
