import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryOf } from '../../../web/api.ts';
import type { CodeChoice } from '../../records/web/code-field.tsx';
import type { QuoteContent } from '../content/contract.ts';
import { draftQuoteLetter, listQuoteLinks, QuoteShare } from '../sharing/contract.ts';

export const shareWays = ['mail', 'link', 'self'] as const;
export type ShareWay = (typeof shareWays)[number];

/** What is chosen and typed; null is as it was proposed. */
interface Choices {
  way: ShareWay | null;
  language: QuoteContent['language'] | null;
  to: string | null;
  subject: string | null;
  text: string | null;
  attachesPdf: boolean;
  watermark: string;
  code: CodeChoice | null;
}

const nothing: Choices = {
  way: null,
  language: null,
  to: null,
  subject: null,
  text: null,
  attachesPdf: true,
  watermark: '',
  code: null,
};

export const useQuoteLinks = (quoteId: string) =>
  useQuery({ ...queryOf(listQuoteLinks, { params: { id: quoteId } }), refetchInterval: 15_000 });

/** A letter where there is somebody to write to; else what asks for nothing. */
function usualWay(open: readonly ShareWay[], hasAddress: boolean): ShareWay {
  if (hasAddress && open.includes('mail')) return 'mail';
  return (['self', 'link', 'mail'] as const).find((way) => open.includes(way)) ?? 'self';
}

/** How a quote gets to its customer: with a letter that is proposed in their language, by a link to copy, or some other way. */
export function useShare(quoteId: string, isSaved: boolean, ways: readonly ShareWay[] = shareWays) {
  const [choices, setChoices] = useState(nothing);
  const links = useQuoteLinks(quoteId);
  const { canMail = false, canLink = false, codeChannels = [] } = links.data ?? {};
  const { language: asked } = choices;
  const query = queryOf(draftQuoteLetter, { params: { id: quoteId }, query: asked === null ? {} : { language: asked } });
  const letter = useQuery({ ...query, enabled: isSaved && canLink, staleTime: 0 });
  const proposed = letter.data;
  const open = ways.filter((way) => way === 'self' || (way === 'mail' ? canMail : canLink));
  const way = choices.way ?? usualWay(open, Boolean(proposed?.to));
  const language = asked ?? proposed?.language ?? 'en';
  const text = {
    to: (choices.to ?? proposed?.to ?? '').trim(),
    subject: choices.subject ?? proposed?.subject ?? '',
    text: choices.text ?? proposed?.text ?? '',
  };
  const limits = { language, watermark: choices.watermark.trim() || null, code: choices.code };
  const wanted = { ...limits, ...(way === 'mail' ? { letter: { ...text, attachesPdf: choices.attachesPdf } } : {}) };
  const share = way === 'self' ? undefined : QuoteShare.safeParse(wanted).data;
  return {
    way,
    ways: open,
    language,
    letter: text,
    choices,
    codeChannels,
    share,
    isReady: way === 'self' || share !== undefined,
    set: (change: Partial<Choices>) => setChoices((before) => ({ ...before, ...change })),
    // Another language is another letter.
    speak: (language: QuoteContent['language']) => setChoices((before) => ({ ...before, language, subject: null, text: null })),
  };
}
export type Sharing = ReturnType<typeof useShare>;
