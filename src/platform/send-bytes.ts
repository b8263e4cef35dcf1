import type { FastifyReply } from 'fastify';

/** Sends what the program has made, to be shown: nothing in it runs, no other site shows it, and nothing between keeps it. With a name it is to be saved. */
export async function sendBytes(reply: FastifyReply, type: string, bytes: Uint8Array, name?: string): Promise<string> {
  if (name !== undefined) reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  reply
    .type(type)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header('cache-control', 'private, no-store');
  await reply.send(Buffer.from(bytes));
  return '';
}
