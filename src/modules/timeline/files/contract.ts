import { z } from 'zod';
import { Done, endpoint, Id, IdParams, Instant } from '../../../platform/endpoint.ts';

/** Largest file, in bytes. */
export const fileLimit = 50 * 1024 * 1024;

export const StoredFile = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
});
export type StoredFile = z.infer<typeof StoredFile>;

const tag = 'files';
export const listFiles = endpoint({
  method: 'GET',
  path: '/records/:id/files',
  tag,
  summary: 'Files of a record, newest first',
  params: IdParams,
  reply: z.object({ data: z.array(StoredFile) }),
});
export const uploadFile = endpoint({
  method: 'POST',
  path: '/records/:id/files',
  tag,
  summary: 'Put a file on a record: the body is its bytes',
  params: IdParams,
  query: z.strictObject({ name: z.string().trim().min(1).max(255) }),
  body: z.custom<Blob>(),
  reply: StoredFile,
  consumes: 'application/octet-stream',
  bodyLimit: fileLimit,
  errors: ['too_large', 'timeline.empty_file'],
});
export const downloadFile = endpoint({
  method: 'GET',
  path: '/files/:id',
  tag,
  summary: 'The bytes of a file',
  params: IdParams,
  reply: z.string(),
  mode: 'stream',
});
export const removeFile = endpoint({
  method: 'DELETE',
  path: '/files/:id',
  tag,
  summary: 'Delete a file for good',
  params: IdParams,
  reply: Done,
  errors: ['timeline.file_in_use'],
});
