import { Secret, TOTP } from 'otpauth';

/** The code that an authenticator app shows; `ahead` half minutes later, for a code that was not used yet. */
export function codeOf(secret: string, ahead = 0): string {
  const app = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  return app.generate({ timestamp: Date.now() + ahead * 30_000 });
}
