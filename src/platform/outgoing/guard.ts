import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { Env } from '../env.ts';
import { DomainError } from '../errors.ts';
import { addressList, isPublicAddress } from './addresses.ts';

/** Answers every address of a host name. An argument, so that a test can say what the name server says. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** What the program may be made to call by somebody who writes an address into a form. */
export interface OutgoingRules {
  /** Addresses that the operator opens although they are not public (`OUTGOING_ALLOW`). */
  isOpened: (address: string) => boolean;
  resolve: Resolve;
}

/** Asks the system, as any other program of the machine would. */
function askSystem(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((done, fail) => {
    lookup(host, { all: true, verbatim: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
  });
}

/** The rules of this installation. */
export function outgoingRules(env: Pick<Env, 'OUTGOING_ALLOW'>, resolve: Resolve = askSystem): OutgoingRules {
  return { isOpened: addressList(env.OUTGOING_ALLOW), resolve };
}

const refuse = (code: string): DomainError => new DomainError(code, { status: 422 });

/** Ports of the web, and those no system service owns. */
function isWebPort(url: URL): boolean {
  return url.port === '' || url.port === '80' || url.port === '443' || Number(url.port) >= 1024;
}

/** Host of a URL as a socket takes it: an IPv6 address without brackets. */
function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

/** Reads an address somebody gave. Every spelling of an IP address (decimal, octal, hex) is one address after this. */
export function readTarget(text: string): URL {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') throw refuse('outgoing_not_a_url');
  if (url.username !== '' || url.password !== '') throw refuse('outgoing_credentials');
  if (!isWebPort(url)) throw refuse('outgoing_port');
  return url;
}

/**
 * The addresses that may be connected to for this URL; refuses when any of those its name has is not public, so that no name
 * serves two ends. Plain http leaves the machine only to addresses that the operator opened.
 */
export async function resolveTarget(url: URL, rules: OutgoingRules): Promise<readonly LookupAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const addresses = family === 0 ? await rules.resolve(host) : [{ address: host, family }];
  const areOpened = addresses.length > 0 && addresses.every(({ address }) => rules.isOpened(address));
  if (!areOpened && addresses.some(({ address }) => !isPublicAddress(address) && !rules.isOpened(address)))
    throw refuse('outgoing_private');
  if (!areOpened && url.protocol !== 'https:') throw refuse('outgoing_not_https');
  return addresses;
}

const saveWait = 3000;

/**
 * Checks an address when it is saved, so that the person who gave it hears of it at once. A name nobody knows yet is let
 * pass: what counts is the check at every call.
 */
export async function checkTarget(text: string, rules: OutgoingRules): Promise<void> {
  const url = readTarget(text);
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<'unknown'>((done) => {
    timer = setTimeout(() => done('unknown'), saveWait);
  });
  const known = resolveTarget(url, rules).catch((error: unknown) => {
    if (error instanceof DomainError) throw error;
    return 'unknown' as const;
  });
  const answer = await Promise.race([known, tooSlow]).finally(() => clearTimeout(timer));
  if (answer === 'unknown' && url.protocol !== 'https:') throw refuse('outgoing_not_https');
}
