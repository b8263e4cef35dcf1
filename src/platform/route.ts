import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from './endpoint.ts';
import type { Database } from './db.ts';
import type { Env } from './env.ts';
import type { Language } from './languages.ts';
import type { Scope } from './scope.ts';

/** What a handler gets. Parameters, query and body have passed the contract's schemas. */
export interface PublicContext<E> {
  db: Database;
  env: Env;
  language: Language;
  params: ParamsOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface Context<E> extends PublicContext<E> {
  scope: Scope;
}

/** An endpoint with the function that answers it. */
export interface Route {
  endpoint: Endpoint;
  handle: (context: Context<Endpoint>) => Promise<unknown>;
}

/** Binds an endpoint that needs a session or an API key to the function that answers it. */
export function on<E extends Endpoint>(endpoint: E, handle: (context: Context<E>) => Promise<ReplyOf<E>>): Route {
  return { endpoint, handle: handle as unknown as Route['handle'] };
}

/** Binds an endpoint that anybody may call. */
export function onPublic<E extends Endpoint>(endpoint: E, handle: (context: PublicContext<E>) => Promise<ReplyOf<E>>): Route {
  return { endpoint, handle: handle as unknown as Route['handle'] };
}
