import { type Query, type QueryClient } from '@tanstack/react-query';
import { createMemoryHistory } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { getSession, getSetup } from '../modules/identity/contract.ts';
import type { Language } from '../platform/languages.ts';
import type { Answer } from './answers.ts';
import { isQueryKey, keyOf, urlOf, urlOfKey } from './api.ts';
import { App } from './app.tsx';
import { i18next, initWords, takeWords } from './i18n.ts';
import { makeQueryClient } from './query-client.ts';
import { drawFor } from './passkey-support.ts';
import { makeRouter, screenAt } from './router.tsx';
import { sessionQuery, setupQuery } from './session.ts';

/** What the server does for a drawing. */
export interface DrawingTools {
  /** The reply of the API to the person who asked for the page; undefined where it refuses. */
  ask: (address: string, language?: Language) => Promise<unknown>;
  /** The contents of a file of the web app, as data. */
  read: (address: string) => Promise<Record<string, unknown>>;
  /** Whether the browser asked a host with a name. */
  isNamedHost: boolean;
  /** The language for who has no session. */
  language: Language;
}

/** A screen as its reader sees it first, and the answers of the API that it was drawn from. */
export interface Drawing {
  html: string;
  answers: readonly Answer[];
  language: Language;
  /** Whether the language is the person's own. */
  isOwn: boolean;
}

/** What is asked for by what was drawn from other answers; a screen that asks further is drawn as far as it got. */
const maxRounds = 3;

let begun: Promise<void> | undefined;
const known = new Set<Language>();

async function ensureWords(language: Language, read: DrawingTools['read']): Promise<void> {
  await (begun ??= initWords(language));
  if (known.has(language)) return;
  const { default: addresses } = await import('virtual:words');
  takeWords(language, await read(addresses[language]));
  known.add(language);
}

/** What the screen waits for. */
function unanswered({ state, queryKey, options }: Query): boolean {
  // What is read only under a condition says so beside its key.
  const isOn = !('enabled' in options) || options.enabled !== false;
  return isOn && state.data === undefined && isQueryKey(queryKey);
}

/**
 * Draws a screen on the server, as the browser of the person will: the same components ask the same questions, which the API
 * answers with the person's own rights. Null for whom the first screen is another.
 */
export async function draw(address: string, tools: DrawingTools): Promise<Drawing | null> {
  const queryClient = makeQueryClient();
  try {
    const own = screenAt(address)?.frame === 'plain' ? await welcome(queryClient, tools) : await recognise(queryClient, tools);
    if (!own) return null;
    await ensureWords(own.language, tools.read);
    const router = makeRouter(queryClient, createMemoryHistory({ initialEntries: [address] }));
    await router.load();
    const html = await drawn(<App router={router} queryClient={queryClient} />, queryClient, own.language, tools);
    return { html, answers: answersOf(queryClient), ...own };
  } finally {
    // Nothing that was read of one person is kept.
    queryClient.clear();
  }
}

type Reader = Pick<Drawing, 'language' | 'isOwn'>;

/** Somebody without a session; before there is a workspace nobody can sign in. */
async function welcome(queryClient: QueryClient, { ask, language }: DrawingTools): Promise<Reader | null> {
  queryClient.setQueryData(keyOf(getSetup), await ask(urlOf(getSetup), language));
  return queryClient.getQueryData(setupQuery.queryKey)?.isNeeded === false ? { language, isOwn: false } : null;
}

/** Who is signed in, with nothing in the way. */
async function recognise(queryClient: QueryClient, { ask }: DrawingTools): Promise<Reader | null> {
  queryClient.setQueryData(keyOf(getSession), await ask(urlOf(getSession)));
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (!session || session.isHeldBack) return null;
  return { language: session.user.language ?? session.workspace.language, isOwn: true };
}

/** Draws, asks what the drawing waits for, and draws again, until it is complete. */
async function drawn(
  app: ReactElement,
  queryClient: QueryClient,
  language: Language,
  { ask, isNamedHost }: DrawingTools,
): Promise<string> {
  const asked = new Set<string>();
  for (let round = 0; ; round++) {
    // The words and the host are the process's, not the drawing's: nothing is waited for between choosing them and drawing.
    void i18next.changeLanguage(language);
    drawFor({ isNamedHost });
    const html = renderToString(app);
    const open = queryClient.getQueryCache().findAll({ predicate: unanswered });
    const more = open.filter(({ queryHash }) => !asked.has(queryHash));
    if (more.length === 0 || round === maxRounds) return html;
    await Promise.all(
      more.map(async ({ queryKey, queryHash }) => {
        asked.add(queryHash);
        const reply = isQueryKey(queryKey) ? await ask(urlOfKey(queryKey), language) : undefined;
        if (reply !== undefined) queryClient.setQueryData(queryKey, reply);
      }),
    );
  }
}

function answersOf(queryClient: QueryClient): Answer[] {
  const answered = queryClient.getQueryCache().findAll({ predicate: ({ state }) => state.data !== undefined });
  return answered.flatMap(({ queryKey, state }) => (isQueryKey(queryKey) ? [[queryKey, state.data] as const] : []));
}
