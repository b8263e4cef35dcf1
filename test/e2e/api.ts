import type { TestUser } from '../build.ts';

export interface Answer {
  status: number;
  text: string;
  // A journey looks into replies of every shape; what it reads is checked by its own expectations.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
}

/** Asks the running program as somebody signed in, beside the browser. */
export async function ask(url: string, user: TestUser, method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { cookie: user.cookie, origin: url };
  const reply = await fetch(
    `${url}/api/v1${path}`,
    body === undefined
      ? { method, headers }
      : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const text = await reply.text();
  const isJson = (reply.headers.get('content-type') ?? '').includes('json') && text !== '';
  return { status: reply.status, text, json: isJson ? JSON.parse(text) : undefined };
}
