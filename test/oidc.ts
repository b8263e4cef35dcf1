import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

/** Somebody whom the provider knows. */
export interface Account {
  sub: string;
  [claim: string]: unknown;
}

export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in next; null refuses, as somebody who presses "Cancel". */
  account: Account | null;
  /** Changes the id token of the next answers; the signature is made anew, with the provider's key unless told otherwise. */
  tamper: ((payload: JWTPayload) => JWTPayload) | null;
  signsWithOtherKey: boolean;
  /** What was asked of it. */
  paths: string[];
  stop(): Promise<void>;
}

/** A real OpenID provider on this machine, whose sign-in page lets in whoever the test has named. */
export async function startProvider(redirectUris: readonly string[]): Promise<TestProvider> {
  const server: Server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const { port } = address;
  const issuer = `http://127.0.0.1:${port}`;
  const [own, other] = [await generateKeyPair('RS256', { extractable: true }), await generateKeyPair('RS256')];
  const [clientId, clientSecret] = ['chengdan', 'a-secret-of-the-client-0123456789'];
  const test: TestProvider = {
    issuer,
    clientId,
    clientSecret,
    account: null,
    tamper: null,
    signsWithOtherKey: false,
    paths: [],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const configuration: Configuration = {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid: 'own', alg: 'RS256', use: 'sig' }] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups', 'realm_access'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    // As many providers do: everything stands in the token; what is left out there, is at the user info.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ ...test.account, sub: id }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
    cookies: { keys: ['for tests only'] },
    ttl: { Session: 1, Grant: 60, Interaction: 60, AccessToken: 60, IdToken: 60 },
  };
  const provider = new Provider(issuer, configuration);
  provider.use(async (ctx, next) => {
    test.paths.push(ctx.path);
    await next();
    const body: unknown = ctx.body;
    if (ctx.path !== '/token' || typeof body !== 'object' || body === null || !('id_token' in body)) return;
    if (!test.tamper && !test.signsWithOtherKey) return;
    const payload = decodeJwt(String(body.id_token));
    const token = new SignJWT(test.tamper ? test.tamper(payload) : payload).setProtectedHeader({ alg: 'RS256', kid: 'own' });
    ctx.body = { ...body, id_token: await token.sign(test.signsWithOtherKey ? other.privateKey : own.privateKey) };
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    const result = test.account
      ? { login: { accountId: test.account.sub, remember: false } }
      : { error: 'access_denied', error_description: 'cancelled' };
    provider.interactionFinished(request, response, result).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  return test;
}

/** What the provider answers, as a browser that follows it would find: the first address that begins with `home`. */
export async function answerOf(address: string, home: string): Promise<string> {
  const jar = new Map<string, string>();
  let at = address;
  for (let step = 0; step < 10; step += 1) {
    if (at.startsWith(`${home}/`)) return at;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const next = reply.headers.get('location');
    if (next === null) throw new Error(`the provider stays at ${at}: ${reply.status} ${(await reply.text()).slice(0, 400)}`);
    at = new URL(next, at).href;
  }
  throw new Error('the provider sends in circles');
}
