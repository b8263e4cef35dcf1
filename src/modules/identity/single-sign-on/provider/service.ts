import * as oidc from 'openid-client';
import type { Env } from '../../../../platform/env.ts';
import { DomainError } from '../../../../platform/errors.ts';
import { guardedFetch, UnreachableError } from '../../../../platform/outgoing/fetch.ts';
import { outgoingRules } from '../../../../platform/outgoing/guard.ts';

const limits = { timeoutMs: 10_000, maxReplyBytes: 1_048_576 };

export interface Client {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What goes along with a sign-in: compared with what comes back. */
export interface Ticket {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

export type Claims = Readonly<Record<string, unknown>>;

/** The refusal in an error or in one of its causes: the library wraps what its `fetch` throws. */
function causeOf(error: unknown, depth = 0): DomainError | UnreachableError | undefined {
  if (error instanceof DomainError || error instanceof UnreachableError) return error;
  return error instanceof Error && depth < 5 ? causeOf(error.cause, depth + 1) : undefined;
}

function refusalOf(error: unknown, otherwise: string): DomainError {
  const cause = causeOf(error);
  if (cause instanceof DomainError) return cause;
  return new DomainError(cause ? 'identity.sso_unreachable' : otherwise, { cause: error });
}

/** Reads the provider's description, which must name the issuer that was asked. Signatures are checked with its keys. */
async function discover(env: Env, { issuer, clientId, clientSecret }: Client): Promise<oidc.Configuration> {
  const customFetch: oidc.CustomFetch = guardedFetch(outgoingRules(env), limits);
  return oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
    [oidc.customFetch]: customFetch,
    timeout: limits.timeoutMs / 1000,
    // Plain http is refused by the rules for outgoing requests, unless the operator opened the address.
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  });
}

/** Asks the provider for its description, and refuses what is none. */
export async function checkProvider(env: Env, client: Client): Promise<void> {
  try {
    const {
      authorization_endpoint: authorize,
      token_endpoint: token,
      jwks_uri: keys,
    } = (await discover(env, client)).serverMetadata();
    if (authorize === undefined || token === undefined || keys === undefined) throw new Error('endpoints are missing');
  } catch (error) {
    throw refusalOf(error, 'identity.sso_no_provider');
  }
}

/** The address to send the browser to, and what to keep until it is back. */
export async function authorizationUrl(
  env: Env,
  client: Client,
  { scopes, redirectUri }: { scopes: string; redirectUri: string },
): Promise<{ url: URL; ticket: Ticket }> {
  try {
    const config = await discover(env, client);
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: scopes,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url, ticket: { state, nonce, verifier, redirectUri } };
  } catch (error) {
    throw refusalOf(error, 'identity.sso_no_provider');
  }
}

/**
 * Redeems the code that the browser brought back: state, nonce, issuer, audience, time and signature must all be right. Answers
 * the claims of the token, with those of the provider's user info where `needed` ones are missing.
 */
export async function redeem(
  env: Env,
  client: Client,
  ticket: Ticket,
  { search, needed }: { search: string; needed: readonly string[] },
): Promise<Claims> {
  try {
    const config = await discover(env, client);
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${ticket.redirectUri}${search}`), {
      expectedState: ticket.state,
      expectedNonce: ticket.nonce,
      pkceCodeVerifier: ticket.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('no id token');
    const isWhole = needed.every((name) => Object.hasOwn(claims, name));
    if (isWhole || config.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
  } catch (error) {
    throw refusalOf(error, 'identity.sso_bad_answer');
  }
}
