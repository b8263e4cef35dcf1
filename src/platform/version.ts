import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : '0.0.0';
}

/** The release of this program. */
export const version = readVersion();
