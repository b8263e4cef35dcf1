import type { LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { DomainError } from '../errors.ts';
import { traced, traceHeaders } from '../tracing/spans.ts';
import { type OutgoingRules, readTarget, resolveTarget } from './guard.ts';

/** Why nothing came back. `refused` is ours: the address is one that is not called. */
export const outgoingFaults = ['timeout', 'dns', 'connection', 'tls', 'refused'] as const;
export type OutgoingFault = (typeof outgoingFaults)[number];

export interface OutgoingRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** For all of it: name, connection, reply. */
  timeoutMs: number;
  /** How much of the reply is read before the connection is cut. */
  maxReplyBytes: number;
  signal?: AbortSignal;
}

export interface OutgoingReply {
  /** Null when there was none. */
  status: number | null;
  fault: OutgoingFault | null;
  /** Head of the reply, without what a text column cannot hold. */
  text: string;
  /** Seconds that the other side asks to wait (`Retry-After`). */
  retryAfterSeconds: number | null;
  milliseconds: number;
}

/**
 * Sends a POST to an address that somebody gave, by the rules of `guard.ts`: the name is resolved once, every address it has
 * must be allowed, and the connection goes to one of these and no other, so that a name cannot change its mind between
 * check and call. Redirects are replies like any other. Never throws for what the other side does.
 */
export async function sendOutgoing(asked: OutgoingRequest, rules: OutgoingRules): Promise<OutgoingReply> {
  // The host alone: paths of such addresses are often as good as a password.
  const attributes = { 'http.request.method': 'POST', 'server.address': URL.parse(asked.url)?.hostname ?? '' };
  return traced({ name: 'POST', kind: 'client', attributes }, async (span) => {
    const reply = await send({ ...asked, headers: { ...asked.headers, ...traceHeaders() } }, rules);
    if (reply.status !== null) span?.set({ 'http.response.status_code': reply.status });
    if (reply.fault !== null || (reply.status ?? 0) >= 400) span?.fail(reply.fault ?? String(reply.status));
    return reply;
  });
}

async function send(asked: OutgoingRequest, rules: OutgoingRules): Promise<OutgoingReply> {
  const startedAt = performance.now();
  const deadline = AbortSignal.timeout(asked.timeoutMs);
  const signal = asked.signal ? AbortSignal.any([deadline, asked.signal]) : deadline;
  const took = (): number => Math.round(performance.now() - startedAt);
  try {
    const url = readTarget(asked.url);
    const addresses = await orAborted(resolveTarget(url, rules), signal);
    const reply = await connect(url, addresses, { ...asked, method: 'POST' }, signal);
    const text = await readHead(reply, asked.maxReplyBytes, signal);
    return {
      status: reply.statusCode ?? null,
      fault: null,
      text,
      retryAfterSeconds: readRetryAfter(reply.headers['retry-after']),
      milliseconds: took(),
    };
  } catch (error) {
    const fault = deadline.aborted ? 'timeout' : faultOf(error);
    return { status: null, fault, text: '', retryAfterSeconds: null, milliseconds: took() };
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_done, fail) => {
    signal.addEventListener('abort', () => fail(new Error('aborted')), { once: true });
  });
  return Promise.race([work, aborted]);
}

interface Asked {
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Sends a request to addresses that were checked, and to no other. */
export function connect(
  url: URL,
  addresses: readonly LookupAddress[],
  asked: Asked,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const lookup: LookupFunction = (_host, options, answer) => {
    const [first] = addresses;
    if (options.all) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
  const body = Buffer.from(asked.body);
  const options: RequestOptions = {
    method: asked.method,
    headers: body.length > 0 || asked.method === 'POST' ? { ...asked.headers, 'content-length': body.length } : asked.headers,
    lookup,
    // A connection of its own each time: one kept from before would have been checked before.
    agent: false,
    signal,
  };
  return new Promise((done, fail) => {
    const request = url.protocol === 'https:' ? requestHttps(url, options, done) : requestHttp(url, options, done);
    request.on('error', fail);
    request.end(body);
  });
}

/** The first bytes of a reply. What its sender has said by its status counts, even if the rest never comes. */
function readHead(reply: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<string> {
  return new Promise((done) => {
    const parts: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      signal.removeEventListener('abort', finish);
      reply.destroy();
      done(readable(Buffer.concat(parts).subarray(0, maxBytes)));
    };
    signal.addEventListener('abort', finish, { once: true });
    reply.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size >= maxBytes) finish();
    });
    reply.on('end', finish).on('error', finish).on('close', finish);
  });
}

function readable(bytes: Buffer): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return bytes.toString('utf8').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\ufffd+$/g, '');
}

function readRetryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1000));
}

function faultOf(error: unknown): OutgoingFault {
  if (error instanceof DomainError) return 'refused';
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/.test(code)) return 'dns';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) return 'tls';
  return 'connection';
}
