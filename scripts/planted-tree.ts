import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A small source tree in a temporary folder, to see a rule fail on a planted violation. Ends with its scope: `using tree = plantTree({…})`. */
export function plantTree(files: Record<string, string>): Disposable & { root: string } {
  const root = mkdtempSync(join(tmpdir(), 'chengdan-tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** Lets the tree resolve packages as the project does. */
export function linkPackages(root: string): void {
  symlinkSync(resolve(import.meta.dirname, '../node_modules'), join(root, 'node_modules'));
}
