import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findJourneyBrowser } from '../test/e2e/chromium.ts';
import { hasOldestPostgres, oldestPostgres, startOwnPostgres } from '../test/own-postgres.ts';

const root = join(import.meta.dirname, '..');
/** In CI nothing may be skipped, unless it says so: a clone alone lacks the large sets of real data that some tests read. */
const refusesSkips = process.env['CI'] === 'true' && process.env['ALLOW_SKIPS'] !== 'true';
/** Everything that tests make goes here, so that what is left at the end can be seen. PostgreSQL's user has to pass through. */
const work = mkdtempSync(join(tmpdir(), 'chengdan-run-'));
chmodSync(work, 0o711);

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}
interface Step {
  name: string;
  run: () => Promise<Tally>;
}

const none: Tally = { passed: 0, failed: 0, skipped: 0 };

/** What failed, said once more at the very end: whoever reads a long run reads its end first, and may have no more of it. */
const failures: string[] = [];

async function runNode(args: string[], environment: Record<string, string> = {}): Promise<number> {
  const env = { ...process.env, TMPDIR: work, ...environment };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done, fail) => child.once('error', fail).once('exit', (code) => done(code ?? 1)));
}

const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** The part of Vitest's JSON report that is read here. */
interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  numTodoTests?: number;
  testResults?: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** The first lines of a message without the runner's own frames, pushed in under the name of its test. */
function beginningOf(message: string): string {
  const lines = message.split('\n').filter((line) => !line.includes('/node_modules/'));
  return lines.slice(0, 20).join('\n     ');
}

function failuresIn({ testResults = [] }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${file}\n     ${beginningOf(message)}`];
    return failed.map((test) => `${file} > ${test.fullName}\n     ${beginningOf(test.failureMessages.join('\n'))}`);
  });
}

/** Runs Vitest and counts by its own report: a run that counts well but ends badly (an error outside a test) is one failure more. */
async function runVitest(args: string[], environment: Record<string, string> = {}): Promise<Tally> {
  const file = join(work, `report-${process.hrtime.bigint()}.json`);
  const code = await runNode(
    [vitest, 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    environment,
  );
  if (!existsSync(file)) return { ...none, failed: 1 };
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  failures.push(...failuresIn(report));
  if (code !== 0 && !report.numFailedTests) failures.push('an error outside a test, see above');
  const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests = 0, numTodoTests = 0 } = report;
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: numPendingTests + numTodoTests };
}

/** What a machine lacks is one skip, which CI does not accept. */
function missing(what: string): Tally {
  console.log(`skipped: ${what} is not here; scripts/setup installs it on Debian`);
  return { ...none, skipped: 1 };
}

/**
 * The migrations run for every project, and `mirror` calls every route; of the use cases, those of the modules whose SQL is more than
 * plain reading and writing.
 */
const onBoth = [
  'schema-walk',
  'mirror',
  ...['records', 'deals', 'insights', 'offers', 'approvals'].map((name) => `modules/${name}/`),
];

async function onOldestPostgres(): Promise<Tally> {
  if (!hasOldestPostgres()) return missing(oldestPostgres);
  process.env['TMPDIR'] = work;
  const server = await startOwnPostgres();
  try {
    return await runVitest(['--project', 'db', ...onBoth], { TEST_DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}

const steps: Step[] = [
  { name: 'check', run: async () => ({ ...none, failed: (await runNode([join(root, 'scripts/check.ts')])) === 0 ? 0 : 1 }) },
  {
    name: 'tests on the embedded PostgreSQL',
    run: () => runVitest(['--project', 'unit', '--project', 'screens', '--project', 'db']),
  },
  { name: 'use cases on PostgreSQL 15', run: onOldestPostgres },
  { name: 'the program in its own processes', run: () => runVitest(['--project', 'program']) },
  { name: 'journeys', run: async () => (findJourneyBrowser() ? runVitest(['--project', 'e2e']) : missing('Chromium')) },
];

/** Processes of this run that did not end: their command line or folder names our work folder. */
function leftProcesses(): string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => {
      try {
        return `${name} ${readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
      } catch {
        return '';
      }
    });
  return commands.filter((command) => command.includes(work));
}

function leftovers(): string[] {
  return [
    ...leftProcesses().map((command) => `process ${command}`),
    ...readdirSync(work, { recursive: true, encoding: 'utf8' })
      .slice(0, 40)
      .map((name) => `file ${name}`),
  ];
}

async function runAll(): Promise<Tally> {
  const total: Tally = { ...none };
  for (const { name, run } of steps) {
    console.log(`\n━━ ${name}`);
    const start = performance.now();
    const { passed, failed, skipped } = await run();
    console.log(
      `   ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${((performance.now() - start) / 1000).toFixed(0)} s`,
    );
    const left = leftovers();
    if (left.length > 0) console.log(`   left behind by these tests, which fails the run:\n   ${left.join('\n   ')}`);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  const left = leftovers();
  if (left.length > 0) {
    console.log(`\nleft behind by the tests:\n${left.join('\n')}`);
    total.failed++;
  }
  return total;
}

/** `npm test` runs everything; `npm test -- board` only the tests whose path holds "board". */
async function main(args: string[]): Promise<void> {
  const { passed, failed, skipped } = args.length > 0 ? await runVitest(args) : await runAll();
  const isBad = failed > 0 || passed === 0 || (refusesSkips && skipped > 0);
  if (refusesSkips && skipped > 0) console.log(`\n${skipped} skipped: here nothing may be skipped`);
  if (failures.length > 0) console.log(`\nfailed:\n   ${failures.join('\n   ')}`);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = isBad ? 1 : 0;
}

try {
  await main(process.argv.slice(2));
} finally {
  rmSync(work, { recursive: true, force: true });
}
