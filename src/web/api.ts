import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Endpoint, ReplyOf } from '../platform/endpoint.ts';
import { currentLanguage } from './i18n.ts';
import { offlineProblem, readProblem } from './problem.ts';

type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined;
type Part<Name extends string, T> = [T] extends [undefined]
  ? { [K in Name]?: undefined }
  : Record<never, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T };

type PartsOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? Part<'params', InputOf<P>> & Part<'query', InputOf<Q>> & Part<'body', InputOf<B>>
    : never;

interface CallOptions {
  signal?: AbortSignal;
  /** Given by a form that may be sent twice; made for each call otherwise. */
  idempotencyKey?: string;
}

export type CallInput<E> = PartsOf<E> & CallOptions;
export type CallArgs<E> = Record<never, never> extends CallInput<E> ? [input?: CallInput<E>] : [input: CallInput<E>];

interface RawInput extends CallOptions {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * Fires `unauthorized` when a session has ended: the shell then asks to sign in again; and `heldBack` when the workspace asks for
 * a second step from now on: the shell leads there.
 */
export const apiEvents = new EventTarget();

/** Random id that also works on a plain-http address of the local network, where `randomUUID` does not exist. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fillPath(path: string, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? '')));
}

function queryString(query: unknown): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    search.set(key, typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The address of an endpoint with its parameters, for links to files and streams. */
export function urlOf(endpoint: Endpoint, input: RawInput = {}): string {
  return addressOf(endpoint.path, input);
}

function addressOf(path: string, { params, query }: Pick<RawInput, 'params' | 'query'>): string {
  return `/api/v1${fillPath(path, params)}${queryString(query)}`;
}

function requestOf(endpoint: Endpoint, input: RawInput): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Language': currentLanguage() };
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' };
  if (input.signal) init.signal = input.signal;
  if (endpoint.method === 'POST') headers['Idempotency-Key'] = input.idempotencyKey ?? randomKey();
  if (input.body instanceof FormData || input.body instanceof Blob) {
    init.body = input.body;
    if (endpoint.consumes && input.body instanceof Blob) headers['Content-Type'] = endpoint.consumes;
  } else if (input.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(input.body);
  }
  return init;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    // Safe to ask once more: a GET changes nothing, a POST carries its idempotency key.
    if (init.method !== 'GET' && init.method !== 'POST') throw offlineProblem();
    await new Promise((resolve) => setTimeout(resolve, 400));
    return fetch(url, init).catch(() => {
      throw offlineProblem();
    });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Calls an endpoint by its contract. Throws `ProblemError` when the server refuses or does not answer. */
export async function call<E extends Endpoint>(endpoint: E, ...args: CallArgs<E>): Promise<ReplyOf<E>>;
export async function call(endpoint: Endpoint, input: RawInput = {}): Promise<unknown> {
  const response = await send(urlOf(endpoint, input), requestOf(endpoint, input));
  const body = await bodyOf(response);
  if (response.ok) return body;
  if (response.status === 401 && endpoint.access === 'session') apiEvents.dispatchEvent(new Event('unauthorized'));
  const problem = readProblem(response.status, body);
  if (problem.code === 'second_step_required') apiEvents.dispatchEvent(new Event('heldBack'));
  throw problem;
}

async function fetched(endpoint: Endpoint, input: RawInput): Promise<Response> {
  const response = await send(urlOf(endpoint, input), requestOf(endpoint, input));
  if (response.ok) return response;
  if (response.status === 401) apiEvents.dispatchEvent(new Event('unauthorized'));
  throw readProblem(response.status, await bodyOf(response));
}

/** Fetches a file to show it. Throws `ProblemError` as `call` does. */
export async function fetchFile(endpoint: Endpoint, input: RawInput = {}): Promise<Blob> {
  return (await fetched(endpoint, input)).blob();
}

/** Fetches a file in the reader's language and hands it to the browser to keep. Throws `ProblemError` as `call` does. */
export async function download(endpoint: Endpoint, input: RawInput = {}): Promise<void> {
  const response = await fetched(endpoint, input);
  const [, name = ''] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = decodeURIComponent(name);
  link.click();
  // Some browsers read the file only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The first part of every query key: the plural noun of the path, by which live updates find what to refresh. */
export function nounOf(endpoint: Endpoint): string {
  return endpoint.path.split('/')[1] ?? '';
}

export type QueryKey = readonly [noun: string, path: string, params: unknown, query: unknown];

/** True for a key that `keyOf` made: it says what is asked for. */
export function isQueryKey(key: readonly unknown[]): key is QueryKey {
  return key.length === 4 && typeof key[1] === 'string' && key[1].startsWith(`/${String(key[0])}`);
}

/** The address that a key stands for. */
export function urlOfKey([, path, params, query]: QueryKey): string {
  return addressOf(path, { params, query });
}

export function keyOf(endpoint: Endpoint, input: RawInput = {}): QueryKey {
  return [nounOf(endpoint), endpoint.path, input.params ?? null, input.query ?? null];
}

/** TanStack Query options of a reading endpoint: `useQuery(queryOf(getDeal, { params: { id } }))`. */
export function queryOf<E extends Endpoint>(endpoint: E, ...args: CallArgs<E>) {
  const [input] = args;
  return queryOptions<ReplyOf<E>, Error, ReplyOf<E>, QueryKey>({
    queryKey: keyOf(endpoint, input),
    queryFn: () => call(endpoint, ...args),
  });
}
