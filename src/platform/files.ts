import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from './errors.ts';

/** A file as it lies in the data folder. */
export interface WrittenFile {
  /** Random, so that neither name nor content says where a file lies. */
  storageKey: string;
  sizeBytes: number;
  sha256: string;
  /** The first bytes, to tell what it is. */
  head: Buffer;
}

const headSize = 4100;

function pathOf(dataFolder: string, storageKey: string): string {
  if (!/^[0-9a-f]{48}$/.test(storageKey)) throw new Error('not a storage key');
  return join(dataFolder, 'files', storageKey.slice(0, 2), storageKey);
}

/** Writes a stream into the data folder, no more than `limit` bytes; whatever goes wrong, nothing half written stays. */
export async function writeFileStream(dataFolder: string, source: Readable, limit: number): Promise<WrittenFile> {
  const storageKey = randomBytes(24).toString('hex');
  const path = pathOf(dataFolder, storageKey);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let head = Buffer.alloc(0);
  const measured = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      if (sizeBytes > limit) throw new DomainError('too_large');
      if (head.length < headSize) head = Buffer.concat([head, chunk.subarray(0, headSize - head.length)]);
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(source, measured, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { storageKey, sizeBytes, sha256: hash.digest('hex'), head };
}

/** Opens a file of the data folder; null when it is gone. */
export async function readFileStream(
  dataFolder: string,
  storageKey: string,
): Promise<{ stream: ReadStream; sizeBytes: number } | null> {
  const path = pathOf(dataFolder, storageKey);
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? { stream: createReadStream(path), sizeBytes: found.size } : null;
}

/** Deletes a file of the data folder; one that is gone already is fine. */
export async function deleteFile(dataFolder: string, storageKey: string): Promise<void> {
  await rm(pathOf(dataFolder, storageKey), { force: true });
}
