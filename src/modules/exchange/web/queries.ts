import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { call, queryOf } from '../../../web/api.ts';
import {
  cancelImport,
  checkImport,
  createImport,
  forgetImport,
  getImport,
  type Import,
  listImportFaults,
  listImportKinds,
  listImports,
  proposeMapping,
  setMapping,
  startImport,
  undoImport,
} from '../contract.ts';
import { listImportCandidates, listImportValues } from '../candidates/contract.ts';
import type { Reading } from '../staging/contract.ts';
import { removeImportFile, rereadImportFile, uploadImportFile } from '../uploads/contract.ts';
import { ImportMap } from '../mapping/contract.ts';

const working = new Set<Import['state']>(['checking', 'running', 'undoing']);

export const isWorking = (state: Import['state']): boolean => working.has(state);
export const useImports = () => useQuery(queryOf(listImports));
export const useImportKinds = () => useQuery({ ...queryOf(listImportKinds), staleTime: 300_000 });
/** An import; read again every second while a job works on it. */
export const useImport = (id: string) =>
  useQuery({
    ...queryOf(getImport, { params: { id } }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? 1000 : false),
  });
export const useFaults = (id: string, isWanted: boolean) =>
  useQuery({ ...queryOf(listImportFaults, { params: { id } }), enabled: isWanted, staleTime: 0 });
/** What the server would make of the files; asked for once, while nothing is mapped yet. */
export const useProposal = (id: string, isWanted: boolean) =>
  useQuery({ ...queryOf(proposeMapping, { params: { id } }), enabled: isWanted, staleTime: Infinity });
export const useColumnValues = (id: string, file: string, column: string, isWanted: boolean) =>
  useQuery({ ...queryOf(listImportValues, { params: { id }, query: { file, column } }), enabled: isWanted });

/** Names that a value may stand for: those that are there and those that the import brings. */
export const loadCandidates = async (id: string, targetNo: number, field: string, q: string): Promise<string[]> => {
  const { data } = await call(listImportCandidates, { params: { id }, query: { targetNo, field, q } });
  return data.map(({ text }) => text);
};

function useChange<Input, Reply>(send: (input: Input) => Promise<Reply>): UseMutationResult<Reply, Error, Input> {
  const client = useQueryClient();
  return useMutation<Reply, Error, Input>({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
}

/** Files that could not be read, each with what is wrong: none of the others is kept either. */
export class UploadError extends Error {
  readonly faults: readonly { file: string; error: unknown }[];

  constructor(faults: readonly { file: string; error: unknown }[]) {
    super('files could not be read');
    this.faults = faults;
  }
}

const csvBlob = (file: File): Blob => new Blob([file], { type: 'text/csv' });

/** Reads a file that says how others are read; null when it is no such file. */
export async function readMapFile(file: File): Promise<ImportMap | null> {
  try {
    const map = ImportMap.safeParse(JSON.parse(await file.text()));
    return map.success ? map.data : null;
  } catch {
    return null;
  }
}

async function upload(id: string, file: File, reading: Reading | undefined): Promise<void> {
  const { hasHeader, ...rest } = reading ?? {};
  const named = hasHeader === undefined ? {} : { hasHeader: hasHeader ? ('true' as const) : ('false' as const) };
  await call(uploadImportFile, { params: { id }, query: { name: file.name, ...rest, ...named }, body: csvBlob(file) });
}

interface Begin {
  files: readonly File[];
  /** How to read files that could not be read by themselves, by name. */
  readings: Readonly<Record<string, Reading>>;
}

/** Begins an import with these files, and with the mapping if one lies among them. Answers its id. */
export const useBeginImport = () =>
  useChange(async ({ files, readings }: Begin) => {
    const [maps, tables] = [files.filter(isMapFile), files.filter((file) => !isMapFile(file))];
    const named = (tables.length > 0 ? tables : maps).map(({ name }) => name).join(', ');
    const { id } = await call(createImport, { body: { name: named.slice(0, 200) } });
    const faults: { file: string; error: unknown }[] = [];
    for (const file of tables)
      await upload(id, file, readings[file.name]).catch((error: unknown) => faults.push({ file: file.name, error }));
    for (const file of faults.length === 0 ? maps : []) {
      const map = await readMapFile(file);
      await (map ? call(setMapping, { params: { id }, body: { map } }) : Promise.reject(new Error('no map'))).catch(
        (error: unknown) => faults.push({ file: file.name, error }),
      );
    }
    if (faults.length === 0) return id;
    await call(forgetImport, { params: { id } });
    throw new UploadError(faults);
  });

function isMapFile({ name }: File): boolean {
  return name.toLowerCase().endsWith('.json');
}

export const useAddFiles = (id: string) =>
  useChange(async (files: readonly File[]) => {
    const faults: { file: string; error: unknown }[] = [];
    for (const file of files)
      await upload(id, file, undefined).catch((error: unknown) => faults.push({ file: file.name, error }));
    if (faults.length > 0) throw new UploadError(faults);
  });
export const useReread = (id: string) =>
  useChange(({ no, ...reading }: Reading & { no: number }) => call(rereadImportFile, { params: { id, no }, body: reading }));
export const useRemoveFile = (id: string) => useChange((no: number) => call(removeImportFile, { params: { id, no } }));
export const useForget = (id: string) => useChange((_: void) => call(forgetImport, { params: { id } }));
/** A fresh proposal, past what earlier imports did. */
export const usePropose = (id: string) =>
  useChange((isFresh: boolean) => call(proposeMapping, { params: { id }, query: isFresh ? { fresh: 'true' } : {} }));
export const useCheck = (id: string) =>
  useChange(async (map: ImportMap | null) => {
    if (map) await call(setMapping, { params: { id }, body: { map } });
    return call(checkImport, { params: { id } });
  });
export const useStart = (id: string) =>
  useChange((skipErrors: boolean) => call(startImport, { params: { id }, body: { skipErrors } }));
export const useCancel = (id: string) => useChange((_: void) => call(cancelImport, { params: { id } }));
export const useUndo = (id: string) => useChange((_: void) => call(undoImport, { params: { id } }));
