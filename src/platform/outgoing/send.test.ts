import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { outgoingRules, type Resolve } from './guard.ts';
import { sendOutgoing } from './send.ts';

const servers: { close: () => void }[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** A receiver on this machine. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  servers.push(server);
  servers.push({ close: () => server.closeAllConnections() });
  return portOf(server);
}

const home: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
const opened = outgoingRules({ OUTGOING_ALLOW: ['127.0.0.0/8'] }, home);
const closed = outgoingRules({ OUTGOING_ALLOW: [] }, home);

const post = (url: string, rules = opened, timeoutMs = 2000) =>
  sendOutgoing(
    { url, headers: { 'content-type': 'text/plain', 'x-own': 'yes' }, body: 'häi', timeoutMs, maxReplyBytes: 100 },
    rules,
  );

describe('sendOutgoing', () => {
  test('posts the body and answers status and reply', async () => {
    const seen: string[] = [];
    const port = await listen((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => seen.push(text));
      request.on('end', () => {
        seen.push(request.method ?? '', request.headers['x-own']?.toString() ?? '', request.headers.host ?? '');
        response.writeHead(202, { 'retry-after': '7' }).end('th\u0000anks');
      });
    });
    expect(await post(`http://hook.test:${port}/a?b=c`)).toMatchObject({
      status: 202,
      fault: null,
      text: 'thanks',
      retryAfterSeconds: 7,
    });
    expect(seen).toEqual(['häi', 'POST', 'yes', `hook.test:${port}`]);
  });

  test('follows no redirect', async () => {
    let asked = 0;
    const port = await listen((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 302 });
    expect(asked).toBe(1);
  });

  test('gives up on one that never answers, or answers for ever', async () => {
    const silent = await listen(() => {});
    const startedAt = Date.now();
    expect(await post(`http://127.0.0.1:${silent}/`, opened, 300)).toMatchObject({ status: null, fault: 'timeout' });
    const endless = await listen((_request, response) => {
      response.writeHead(200);
      response.write('slow');
    });
    expect(await post(`http://127.0.0.1:${endless}/`, opened, 300)).toMatchObject({ status: 200, text: 'slow' });
    const large = await listen((_request, response) => response.writeHead(200).end('x'.repeat(1_000_000)));
    expect((await post(`http://127.0.0.1:${large}/`)).text).toBe('x'.repeat(100));
    expect(Date.now() - startedAt).toBeLessThan(3000);
  });

  test('calls nothing that the rules close, whatever the name said a moment ago', async () => {
    let asked = 0;
    const port = await listen((_request, response) => {
      asked += 1;
      response.end();
    });
    for (const host of ['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', 'home.test'])
      expect(await post(`https://${host}:${port}/`, closed)).toMatchObject({ status: null, fault: 'refused' });
    // A name that is public when it is checked and private when it is called: it is asked once, and that answer is called.
    let times = 0;
    const fickle: Resolve = async () => [{ address: times++ === 0 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
    const rules = outgoingRules({ OUTGOING_ALLOW: ['192.0.2.0/24'] }, fickle);
    expect(await post(`http://fickle.test:${port}/`, rules, 300)).toMatchObject({ status: null });
    expect({ times, asked }).toEqual({ times: 1, asked: 0 });
  });

  test('says what was wrong', async () => {
    const nobody: Resolve = async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    };
    expect(await post('https://nobody.test/', outgoingRules({ OUTGOING_ALLOW: [] }, nobody))).toMatchObject({ fault: 'dns' });
    const port = await listen((_request, response) => response.end());
    expect((await post(`https://127.0.0.1:${port}/`)).fault).toMatch(/tls|connection/);
    const cut = createSocketServer((socket) => socket.destroy());
    await new Promise<void>((done) => {
      cut.listen(0, '127.0.0.1', done);
    });
    servers.push(cut);
    const { port: cutPort } = cut.address() as AddressInfo;
    expect(await post(`http://127.0.0.1:${cutPort}/`)).toMatchObject({ status: null, fault: 'connection' });
  });
});
