import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { findChromium, launchArguments } from '../test/e2e/chromium.ts';
import type { TestUser } from '../test/build.ts';
import type { ScoreFigure } from './report.ts';

/** Not among the project's own packages: it would make everybody's first start a third longer. Fetched at the first run. */
const release = '13.5.0';
const folder = join(import.meta.dirname, '..', '.runtime', 'lighthouse');
const program = join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js');
const categories = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best practices' } as const;

interface Screen {
  name: string;
  path: string;
  /** A screen without a goal is looked at because people spend their day there. */
  hasGoal: boolean;
  isSignedIn: boolean;
}

const Report = z.object({
  runtimeError: z.object({ code: z.string(), message: z.string() }).optional(),
  environment: z.object({ benchmarkIndex: z.number() }),
  categories: z.record(
    z.string(),
    z.object({ score: z.number().nullable(), auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })) }),
  ),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: z.number().nullable(), displayValue: z.string().optional() }),
  ),
});
type Report = z.infer<typeof Report>;

async function ensureLighthouse(say: (text: string) => void): Promise<boolean> {
  if (existsSync(program)) return true;
  say(`fetching lighthouse ${release} into .runtime (once only)`);
  const args = ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = spawn('npm', [...args, `lighthouse@${release}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((done) => {
    npm.once('error', () => done(false)).once('close', (code) => done(code === 0));
  });
}

const run = promisify(execFile);

async function inspect(address: string, preset: Preset, user: TestUser | null): Promise<Report> {
  const output = join(folder, `report-${process.pid}.json`);
  const args = [
    program,
    address,
    '--quiet',
    '--output=json',
    `--output-path=${output}`,
    `--only-categories=${Object.keys(categories).join(',')}`,
    ...(preset === 'desktop' ? ['--preset=desktop'] : []),
    `--chrome-flags=--headless=new ${launchArguments.map((flag) => (flag.includes(' ') ? `"${flag}"` : flag)).join(' ')}`,
    ...(user ? [`--extra-headers=${JSON.stringify({ Cookie: user.cookie })}`] : []),
  ];
  await run(process.execPath, args, { env: { ...process.env, CHROME_PATH: findChromium() } });
  const report = Report.parse(JSON.parse(await readFile(output, 'utf8')));
  await rm(output);
  if (report.runtimeError) throw new Error(`lighthouse: ${report.runtimeError.code} ${report.runtimeError.message}`);
  return report;
}

type Preset = 'mobile' | 'desktop';

const rounds = 3;

const performanceOf = ({ categories: all }: Report): number => all['performance']?.score ?? 0;

/** The middle one of several reports by its performance: one round differs from the next by up to five points. */
async function inspectOften(...of: Parameters<typeof inspect>): Promise<Report> {
  const reports: Report[] = [];
  for (let round = 0; round < rounds; round++) reports.push(await inspect(...of));
  const [middle] = reports.toSorted((a, b) => performanceOf(a) - performanceOf(b)).slice(Math.floor(rounds / 2));
  if (!middle) throw new Error('no round was made');
  return middle;
}

/** What cost points, the dearest first. */
function complaintsOf({ categories: all, audits }: Report): string[] {
  const refs = Object.values(all).flatMap(({ auditRefs }) => auditRefs);
  const weights = new Map(refs.map(({ id, weight }) => [id, weight]));
  return [...weights]
    .map(([id, weight]) => ({ id, lost: weight * (1 - (audits[id]?.score ?? 1)) }))
    .filter(({ lost }) => lost > 0.3)
    .toSorted((a, b) => b.lost - a.lost)
    .map(({ id }) => `${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? ''}`.trim());
}

/** Points of Lighthouse on the screens that people see first and most, or on those of `only`, on its phone and on its desktop. */
export async function lighthouseFigures(
  port: number,
  user: TestUser,
  { dealId, only }: { dealId: string; only: readonly string[] },
  say: (text: string) => void,
): Promise<ScoreFigure[]> {
  if (findChromium() === undefined)
    say('no Chromium is here, so Lighthouse is not asked: install it, or name it in CHROMIUM_PATH');
  if (findChromium() === undefined || !(await ensureLighthouse(say))) return [];
  const screens: Screen[] = [
    { name: 'sign-in', path: '/sign-in', hasGoal: true, isSignedIn: false },
    { name: 'My day', path: '/my-day', hasGoal: true, isSignedIn: true },
    { name: 'list of deals', path: '/deals/list', hasGoal: false, isSignedIn: true },
    { name: 'a deal', path: `/deals/${dealId}`, hasGoal: false, isSignedIn: true },
  ];
  const figures: ScoreFigure[] = [];
  for (const { name, path, hasGoal, isSignedIn } of screens.filter((one) => only.length === 0 || only.includes(one.name))) {
    for (const preset of ['mobile', 'desktop'] as const) {
      const report = await inspectOften(`http://127.0.0.1:${port}${path}`, preset, isSignedIn ? user : null);
      const parts = Object.fromEntries(
        Object.entries(categories).map(([id, title]) => [title, Math.round((report.categories[id]?.score ?? 0) * 100)]),
      );
      for (const complaint of complaintsOf(report)) say(`${name}, ${preset}: ${complaint}`);
      say(`${name}, ${preset}: ${JSON.stringify(parts)}, this machine's speed ${report.environment.benchmarkIndex}`);
      const goal = hasGoal ? ({ of: 'points', atLeast: 95 } as const) : null;
      figures.push({
        name: `Lighthouse, ${name}, ${preset}`,
        unit: 'points',
        value: Math.min(...Object.values(parts)),
        parts,
        goal,
      });
    }
  }
  return figures;
}
