import { DomainError } from '../errors.ts';
import type { OutgoingRules } from './guard.ts';
import { readTarget, resolveTarget } from './guard.ts';
import { connect } from './send.ts';

interface FetchLimits {
  /** For all of one request: name, connection, reply. */
  timeoutMs: number;
  /** A longer reply is no reply. */
  maxReplyBytes: number;
}

/** What a library hands to its `fetch`. */
interface FetchInit {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A reply could not be had: the name, the connection, the time or the length. */
export class UnreachableError extends Error {}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new Error('only texts are sent');
}

/**
 * A `fetch` for libraries that call an address somebody gave, by the rules of `guard.ts`: every address of the name must be
 * allowed, and the connection goes to one of these. Redirects are replies like any other. Throws `DomainError` (`outgoing_…`)
 * for an address that is not called, `UnreachableError` when no whole reply came.
 */
export function guardedFetch(rules: OutgoingRules, { timeoutMs, maxReplyBytes }: FetchLimits) {
  return async (address: string, init: FetchInit = {}): Promise<Response> => {
    const url = readTarget(address);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const addresses = await resolveTarget(url, rules);
      const { method = 'GET', headers = {} } = init;
      const reply = await connect(url, addresses, { method, headers, body: textOf(init.body) }, signal);
      const parts: Buffer[] = [];
      let size = 0;
      for await (const part of reply) {
        const bytes = Buffer.from(part);
        size += bytes.length;
        if (size > maxReplyBytes) throw new UnreachableError('the reply is too long');
        parts.push(bytes);
      }
      const status = reply.statusCode ?? 502;
      const type = reply.headers['content-type'];
      const hasBody = status !== 204 && status !== 304;
      return new Response(hasBody ? Buffer.concat(parts) : null, {
        status,
        headers: type === undefined ? {} : { 'content-type': type },
      });
    } catch (error) {
      if (error instanceof DomainError || error instanceof UnreachableError) throw error;
      throw new UnreachableError('no reply', { cause: error });
    }
  };
}
