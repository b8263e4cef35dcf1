import { z } from 'zod';
import { endpoint, IdParams } from '../../../platform/endpoint.ts';
import { Import } from '../contract.ts';
import { Reading } from '../staging/contract.ts';

const tag = 'imports';
const errors = ['exchange.wrong_state'];
const unreadable = [
  'csv.empty',
  'csv.no_rows',
  'csv.binary',
  'csv.bad_encoding',
  'csv.no_header',
  'csv.duplicate_header',
  'exchange.rates_without_own',
];
const FileParams = IdParams.extend({ no: z.coerce.number().int().min(0) });
const one = { params: IdParams, tag, reply: Import };

export const uploadImportFile = endpoint({
  ...one,
  method: 'PUT',
  path: '/imports/:id/files',
  summary:
    'Upload a CSV file (streamed) or an Excel workbook, of which the first sheet is taken; a file of the same name is replaced',
  consumes: 'text/csv',
  body: z.custom<Blob>(),
  bodyLimit: 4_294_967_296,
  query: Reading.extend({
    name: z.string().trim().min(1).max(200),
    hasHeader: z.enum(['true', 'false']).optional(),
  }),
  errors: [...errors, ...unreadable],
});
export const rereadImportFile = endpoint({
  ...one,
  method: 'PATCH',
  path: '/imports/:id/files/:no',
  params: FileParams,
  summary: 'Read an uploaded file anew, in another encoding or with another separator',
  body: Reading,
  errors: [...errors, ...unreadable, 'exchange.upload_gone'],
});
export const removeImportFile = endpoint({
  ...one,
  method: 'DELETE',
  path: '/imports/:id/files/:no',
  params: FileParams,
  summary: 'Take a file out of an import',
  errors,
});
export const downloadImportErrors = endpoint({
  ...one,
  method: 'GET',
  path: '/imports/:id/errors.csv',
  query: z.strictObject({ file: z.string().max(200).optional() }),
  summary: 'The refused rows with the reason in a column, as CSV',
  reply: z.string(),
  mode: 'stream',
});
