import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const periodMs = 30_000;
/** Letters that nobody takes for another one (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const recoveryLength = 16;
export const recoveryCount = 10;

/** Wrong codes that one sign-in may give, and that a person may give within a quarter of an hour. */
export const maximumTries = 5;
export const maximumFailures = 10;
export const failureWindowMs = 15 * 60_000;

/** A new secret for an authenticator app: 160 random bits in base 32. */
export function newAppSecret(): string {
  return new Secret({ size: 20 }).base32;
}

function appOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: periodMs / 1000 });
}

/** What the picture says that an app reads (`otpauth://totp/…`). */
export function appUri(secret: string, email: string, host: string | null): string {
  const app = appOf(secret);
  app.issuer = host === null ? 'Chengdan' : `Chengdan ${host}`;
  app.label = email;
  return app.toString();
}

/**
 * Number of the half minute (RFC 6238) that a code belongs to, if it is that of now, the one before or the one after; null for a
 * wrong code.
 */
export function counterOf(secret: string, code: string, now: number): number | null {
  const delta = appOf(secret).validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / periodMs) + delta;
}

/** What was typed, without what people and programs put between: `ab12-cd34` and `AB12 CD34` are one. */
export function readCode(typed: string): { kind: 'app' | 'recovery'; code: string } {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{6}$/.test(code)) return { kind: 'app', code };
  return { kind: 'recovery', code: code.replaceAll('O', '0').replaceAll(/[IL]/g, '1') };
}

function newRecoveryCode(): string {
  const letters = Array.from({ length: recoveryLength }, () => alphabet[randomInt(alphabet.length)] ?? '').join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** Ten codes of 80 random bits, written to be copied by hand. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCount }, newRecoveryCode);
}
