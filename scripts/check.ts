import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Outcome {
  name: string;
  isGood: boolean;
  seconds: number;
  output: string;
}

const root = join(import.meta.dirname, '..');
const tool = (name: string, file: string): string => join(root, 'node_modules', name, file);

/** Everything that `npm run check` looks at, each as a program of its own; the longest first, because two cores share them. */
const checks: [name: string, args: string[]][] = [
  [
    'types',
    [tool('typescript', 'bin/tsc'), '--noEmit', '--incremental', '--tsBuildInfoFile', join(root, 'dist/types.tsbuildinfo')],
  ],
  ['schema', [join(root, 'scripts/check-schema.ts')]],
  ['lint', [tool('oxlint', 'bin/oxlint'), '--quiet', '.']],
  ['structure', [join(root, 'scripts/check-structure.ts')]],
  ['words', [join(root, 'scripts/check-words.ts')]],
  ['format', [tool('oxfmt', 'bin/oxfmt'), '--check', '.']],
];

async function runCheck(name: string, args: string[]): Promise<Outcome> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  return { name, isGood: code === 0, seconds: (performance.now() - start) / 1000, output };
}

/** Runs the named checks, or all. Prints a line for each and the whole output of those that fail. */
async function runChecks(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !checks.some(([known]) => known === name));
  if (unknown.length > 0)
    throw new Error(`no such check: ${unknown.join(', ')}; there are ${checks.map(([name]) => name).join(', ')}`);
  const chosen = checks.filter(([name]) => names.length === 0 || names.includes(name));
  const outcomes = await Promise.all(chosen.map(([name, args]) => runCheck(name, args)));
  for (const { isGood, output, name } of outcomes) if (!isGood) console.log(`── ${name}\n${output.trimEnd()}\n`);
  for (const { name, isGood, seconds } of outcomes)
    console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds.toFixed(1)} s`);
  if (outcomes.some(({ isGood }) => !isGood)) process.exitCode = 1;
}

await runChecks(process.argv.slice(2));
