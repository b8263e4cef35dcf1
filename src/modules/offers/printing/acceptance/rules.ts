import type { Language } from '../../../../platform/languages.ts';
import { momentText } from '../../../../platform/public/text.ts';
import type { Signature } from '../../answering/rules.ts';
import { type Fact, given, said } from '../terms/rules.ts';

/** Who accepted a quote, when and how, and which frozen version that rests on. */
export interface Acceptance {
  name: string | null;
  title: string | null;
  at: string | null;
  /** On the quote's page; else it was told to whoever noted it. */
  isOnline: boolean;
  /** The address that a code proved, where the link asked for one. */
  provedTo: string | null;
  signature: Signature | null;
  /** Of what was accepted, with the customer's choice; and of the version that was sent. */
  sha256: string;
  sentSha256: string;
}

/** What the document says below a quote that was accepted. */
export interface AcceptanceText {
  title: string;
  facts: Fact[];
  /** Name of the picture of a drawn signature, and what it is. */
  drawn: { file: string; label: string } | null;
}

const signatureFile = 'signature.svg';

function howText({ isOnline, provedTo }: Acceptance, language: Language): string {
  if (!isOnline) return said(language, 'accepted.told');
  return [said(language, 'accepted.onPage'), provedTo === null ? null : said(language, 'accepted.codeTo', { to: provedTo })]
    .filter((part) => part !== null)
    .join(' · ');
}

/** The acceptance of a quote in words, for its reader. */
export function acceptanceText(acceptance: Acceptance, language: Language, timeZone: string): AcceptanceText {
  const { name, title, at, signature, sha256, sentSha256 } = acceptance;
  const word = (key: string): string => said(language, `accepted.${key}`);
  return {
    title: word('title'),
    facts: given([
      { label: word('by'), value: [name, title].filter(Boolean).join(', ') },
      { label: word('at'), value: at === null ? null : momentText(at, timeZone, language) },
      { label: word('how'), value: howText(acceptance, language) },
      { label: word('signature'), value: signature?.kind === 'typed' ? signature.text : null },
      { label: word('chosen'), value: said(language, `accepted.${sha256 === sentSha256 ? 'asSent' : 'ownChoice'}`) },
      { label: word('sealSent'), value: sentSha256 },
      { label: word('seal'), value: sha256 === sentSha256 ? null : sha256 },
    ]),
    drawn: signature?.kind === 'drawn' ? { file: signatureFile, label: word('signature') } : null,
  };
}

/** The picture of a drawn signature: strokes of straight lines, as they were checked when they came. */
export function signatureFiles({ signature }: Acceptance): Record<string, Uint8Array> {
  if (signature?.kind !== 'drawn') return {};
  const path = `<path d="${signature.text}" fill="none" stroke="#1d1f24" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200" viewBox="0 0 600 200">${path}</svg>`;
  return { [signatureFile]: new TextEncoder().encode(svg) };
}
