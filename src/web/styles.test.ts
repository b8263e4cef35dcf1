import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Names taken from `@mantine/core` in a source text. */
function partsIn(source: string): string[] {
  return [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim().replace(/^type /, '')),
  );
}

describe('styles', () => {
  it('holds the style sheet of every Mantine part that a screen uses', () => {
    const styles = readFileSync(join(root, 'src/web/styles.ts'), 'utf8');
    const files = globSync('src/**/*.tsx', { cwd: root });
    const parts = new Set(files.flatMap((file) => partsIn(readFileSync(join(root, file), 'utf8'))));
    const styled = [...parts].filter((part) => existsSync(join(root, `node_modules/@mantine/core/styles/${part}.css`)));
    expect(styled.length).toBeGreaterThan(20);
    expect(styled.filter((part) => !styles.includes(`/styles/${part}.css`))).toEqual([]);
  });
});
