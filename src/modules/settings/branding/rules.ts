import { translate } from '../../../platform/i18n.ts';
import type { Language } from '../../../platform/languages.ts';
import { type Branding, usualColor } from './contract.ts';

type Texts = Omit<Branding, 'version' | 'logo' | 'seal'>;

/** The company's name for readers of a language. */
export function companyName({ name, nameEn, workspaceName }: Texts, language: Language): string {
  return (language === 'en' ? nameEn : null) ?? name ?? workspaceName;
}

/** The company's name in the other language, where it has one. */
function otherName(branding: Texts, language: Language): string | null {
  const other = companyName(branding, language === 'en' ? 'zh-Hans' : 'en');
  return other === companyName(branding, language) ? null : other;
}

const words = (language: Language, key: string): string => translate(language, `settings:letter.${key}`);

function contactLines(branding: Texts, language: Language): string[] {
  const { address, addressEn, phone, email, website, taxNumber } = branding;
  const reached = [phone, email].filter((text) => text !== null).join(' · ');
  return [
    (language === 'en' ? addressEn : null) ?? address ?? '',
    reached,
    website ?? '',
    taxNumber === null ? '' : `${words(language, 'taxNumber')} ${taxNumber}`,
  ].filter((text) => text !== '');
}

/** Where a customer pays to, as names and values for a document. */
export function bankFacts({ bankName, bankAccount, bankCode }: Texts, language: Language): { label: string; value: string }[] {
  return [
    { label: words(language, 'bankName'), value: bankName ?? '' },
    { label: words(language, 'bankAccount'), value: bankAccount ?? '' },
    { label: words(language, 'bankCode'), value: bankCode ?? '' },
  ].filter(({ value }) => value !== '');
}

/** What is on a document, beside the company. */
export interface LetterOf {
  language: Language;
  title: string;
  /** The day on the document, `2026-11-26`: the same day gives the same bytes. */
  on: string;
  /** Stands at the foot of each page, for who wants to know that it is the document that was meant. */
  fingerprint?: string;
  paper?: 'a4' | 'letter';
  /** Small print at the foot of every page, instead of the company's. */
  foot?: string;
  /** Stands across every page, for whoever it was meant for. */
  mark?: string;
}

/** The data of `platform/pdf/letter.typ`: what documents of the company share. */
export function letterData(
  branding: Texts,
  hasLogo: boolean,
  { language, title, on, fingerprint, paper, foot, mark }: LetterOf,
): object {
  return {
    language,
    title,
    on,
    color: branding.color ?? usualColor,
    company: {
      name: companyName(branding, language),
      otherName: otherName(branding, language),
      lines: contactLines(branding, language),
    },
    logo: hasLogo ? 'logo.png' : null,
    foot: foot ?? branding.foot,
    paper: paper ?? 'a4',
    fingerprint: fingerprint ?? null,
    mark: mark ?? null,
    words: { page: words(language, 'page') },
  };
}
