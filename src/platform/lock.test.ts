import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder, readHolder, takeFolder } from './lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengdan-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const server = { command: 'start', version: '1.0.0' };
const command = { command: 'user create', version: '1.0.0' };

/** A process that takes the folder and says so. */
async function otherProcess(name: string): Promise<{ kill: () => Promise<void> }> {
  const code = `import { lockFolder } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)};
    await lockFolder(${JSON.stringify(folder)}, { command: ${JSON.stringify(name)}, version: '1' });
    console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((done) => child.stdout.once('data', done));
  return {
    kill: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

describe('lockFolder', () => {
  it('is held by one at a time, and free again after release', async () => {
    const first = await lockFolder(folder, server);
    expect(first).not.toBeNull();
    expect(await lockFolder(folder, server)).toBeNull();
    await first?.release();
    const next = await lockFolder(folder, server);
    expect(next).not.toBeNull();
    await next?.release();
  });

  it('is refused while another process holds it, and free once that was killed', async () => {
    const other = await otherProcess('start');
    expect(await lockFolder(folder, server)).toBeNull();
    await other.kill();
    const lock = await lockFolder(folder, server);
    expect(lock).not.toBeNull();
    await lock?.release();
  });

  it('makes the folder and those above it, and says at once where none can be made', async () => {
    const deep = join(folder, 'a', 'b');
    const lock = await lockFolder(deep, server);
    expect((await stat(deep)).isDirectory()).toBe(true);
    await lock?.release();
    // A file system that takes no folder at all, and a file where a folder should be.
    const places = [...(process.platform === 'linux' ? ['/proc/chengdan/data'] : []), join(deep, 'lock', 'data')];
    for (const place of places)
      await expect(lockFolder(place, server)).rejects.toThrow(`The data folder ${place} cannot be written`);
  });

  it('tells others who holds it, to our own user alone', async () => {
    const lock = await lockFolder(folder, server);
    await lock?.publish({ databaseUrl: 'postgresql://x' });
    expect(await readHolder(folder)).toEqual({ ...server, pid: process.pid, databaseUrl: 'postgresql://x' });
    expect((await stat(join(folder, 'holder.json'))).mode & 0o077).toBe(0);
    await lock?.release();
    expect(await readHolder(folder)).toBeNull();
  });

  it('names the variable when the folder cannot be made', async () => {
    await expect(lockFolder('/dev/null/nowhere', server)).rejects.toThrow(/cannot be written/);
  });
});

describe('takeFolder', () => {
  it('refuses a folder that a server has, and names it', async () => {
    const other = await otherProcess('start');
    await expect(takeFolder(folder, server, () => {})).rejects.toThrow(/already running .*process \d+/);
    await other.kill();
  });

  it('waits for a command to end', async () => {
    const other = await otherProcess('import');
    const taking = takeFolder(folder, command, () => {});
    setTimeout(() => void other.kill(), 1200);
    const lock = await taking;
    expect((await readHolder(folder))?.command).toBe('user create');
    await lock.release();
  });
});
