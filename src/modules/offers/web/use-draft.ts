import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../../web/api.ts';
import { currentOf } from '../../../web/problem.ts';
import type { QuoteLine } from '../content/contract.ts';
import { QuoteDocument, saveQuoteDocument } from '../revisions/contract.ts';
import { type Draft, withContent } from './draft.ts';
import { type Merged, mergeDrafts, takeTheirs } from './merge.ts';
import { documentOf } from './queries.ts';

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';

export interface DraftEditor {
  draft: Draft;
  /** Changes the quote; what was before can be had back. Changes of one `group` in a row are one step. */
  change: (next: (draft: Draft) => Draft, group?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  save: SaveState;
  problem: Error | null;
  retry: () => void;
  /** What somebody else changed meanwhile in the same cells. */
  clash: Merged | null;
  settle: (theirs: ReadonlySet<string>) => void;
  /** Writes what is not written yet; answers the version that then holds, null when it could not. */
  flush: () => Promise<number | null>;
}

const wait = 700;
const depth = 200;

interface History {
  past: readonly Draft[];
  now: Draft;
  future: readonly Draft[];
  group: string | null;
}

const startOf = ({ revision }: QuoteDocument): Draft => ({ content: revision.content, costs: revision.costs ?? {} });

/** What the server had last: its version, and the draft as it was then. */
interface Saved {
  version: number;
  draft: Draft;
  revisionId: string;
}

const currentDocument = (error: unknown): QuoteDocument | undefined => QuoteDocument.safeParse(currentOf(error)).data;

/**
 * A draft that was written, with what the server filled in: promotions, which may have changed since they were taken, and the parts of
 * bundles of which nothing was said.
 */
function withServers({ revision }: QuoteDocument, sent: Draft): Draft {
  const { promotions, lines } = revision.content;
  const parts = new Map(lines.flatMap((line) => (line.parts === undefined ? [] : [[line.id, line.parts] as const])));
  const isSame = JSON.stringify(promotions) === JSON.stringify(sent.content.promotions);
  const lacks = ({ id, parts: own }: QuoteLine): boolean => own === undefined && parts.has(id);
  if (isSame && !sent.content.lines.some(lacks)) return sent;
  const filled = sent.content.lines.map((line) => (lacks(line) ? { ...line, parts: parts.get(line.id) } : line));
  return withContent(sent, { promotions, lines: filled });
}

interface Saving {
  latest: { current: Draft };
  saved: { current: Saved };
  show: (next: Draft, keepsHistory: boolean) => void;
  setSave: (state: SaveState) => void;
  setProblem: (problem: Error | null) => void;
  setClash: (clash: Merged | null) => void;
}

/** Writes the draft; what a colleague saved meanwhile is brought together with it. Answers whether nothing is left to be settled. */
function useWrite({ quote, revision }: QuoteDocument, saving: Saving): () => Promise<boolean> {
  const client = useQueryClient();
  const running = useRef<Promise<boolean> | null>(null);
  const at = useRef(saving);
  useEffect(() => {
    at.current = saving;
  });
  const seesCost = revision.costs !== null;
  const send = useCallback(async (): Promise<boolean> => {
    const { latest, saved, show, setSave, setProblem, setClash } = at.current;
    const sent = latest.current;
    setSave('saving');
    try {
      const body = { version: saved.current.version, content: sent.content, ...(seesCost ? { costs: { ...sent.costs } } : {}) };
      const reply = await call(saveQuoteDocument, { params: { id: quote.id }, body });
      const kept = withServers(reply, sent);
      saved.current = { version: reply.revision.version, draft: kept, revisionId: reply.revision.id };
      if (kept !== sent && latest.current === sent) show(kept, true);
      client.setQueryData(documentOf(quote.id).queryKey, reply);
      setProblem(null);
      setSave(latest.current === kept ? 'saved' : 'waiting');
      return true;
    } catch (error) {
      const current = currentDocument(error);
      if (!current) {
        setProblem(error instanceof Error ? error : new Error(String(error)));
        setSave('failed');
        return false;
      }
      const merged = mergeDrafts(saved.current.draft, latest.current, startOf(current));
      saved.current = { version: current.revision.version, draft: startOf(current), revisionId: current.revision.id };
      show(merged.draft, true);
      setClash(merged.disputed.length > 0 ? merged : null);
      setSave('waiting');
      return merged.disputed.length === 0;
    }
  }, [client, quote.id, seesCost]);
  // One save at a time; what changes meanwhile goes with the next.
  return useCallback(async (): Promise<boolean> => {
    if (running.current) await running.current;
    const { latest, saved } = at.current;
    if (latest.current === saved.current.draft) return true;
    running.current = send();
    const isDone = await running.current;
    running.current = null;
    return isDone;
  }, [send]);
}

/** Saves a while after the last change, and before the screen is left. */
function useAutosave(isWaiting: boolean, now: Draft, save: SaveState, write: () => Promise<boolean>): void {
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => void write(), wait);
    return () => clearTimeout(timer);
  }, [isWaiting, now, write]);
  useEffect(() => {
    if (save === 'saved') return undefined;
    const handleLeave = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', handleLeave);
    return () => window.removeEventListener('beforeunload', handleLeave);
  }, [save]);
  useEffect(() => () => void write(), [write]);
}

/** A quote being edited: saved by itself, brought together with what colleagues save, undone and redone. */
export function useDraft(document: QuoteDocument, canEdit: boolean): DraftEditor {
  const [history, setHistory] = useState<History>(() => ({ past: [], now: startOf(document), future: [], group: null }));
  const [save, setSave] = useState<SaveState>('saved');
  const [problem, setProblem] = useState<Error | null>(null);
  const [clash, setClash] = useState<Merged | null>(null);
  const latest = useRef(history.now);
  const saved = useRef<Saved>({ version: document.revision.version, draft: history.now, revisionId: document.revision.id });
  const show = useCallback((next: Draft, keepsHistory: boolean): void => {
    latest.current = next;
    setHistory((before) => ({ past: keepsHistory ? before.past : [], now: next, future: [], group: null }));
  }, []);
  const write = useWrite(document, { latest, saved, show, setSave, setProblem, setClash });
  useAutosave(canEdit && save === 'waiting' && clash === null, history.now, save, write);
  // What a colleague saved is shown at once while nothing of mine is waiting.
  useEffect(() => {
    const { version, id } = document.revision;
    const isNewer = version > saved.current.version || id !== saved.current.revisionId;
    if (!isNewer || latest.current !== saved.current.draft) return;
    const next = startOf(document);
    saved.current = { version, draft: next, revisionId: id };
    show(next, false);
    setSave('saved');
  }, [document, show]);
  const settle = (theirs: ReadonlySet<string>): void => {
    if (clash) show(takeTheirs(latest.current, clash, theirs), true);
    setClash(null);
    setSave('waiting');
  };
  const flush = async (): Promise<number | null> => {
    for (let round = 0; round < 4 && latest.current !== saved.current.draft; round += 1) if (!(await write())) return null;
    return latest.current === saved.current.draft ? saved.current.version : null;
  };
  const steps = useSteps(history, setHistory, latest, setSave);
  return { ...steps, draft: history.now, save, problem, retry: () => void write(), clash, settle, flush };
}

type SetHistory = (next: (before: History) => History) => void;

/** Changes with their undo and redo. */
function useSteps(history: History, setHistory: SetHistory, latest: { current: Draft }, setSave: (state: SaveState) => void) {
  const go = (next: History): void => {
    latest.current = next.now;
    setHistory(() => next);
    setSave('waiting');
  };
  return {
    change: (next: (draft: Draft) => Draft, group: string | null = null): void => {
      const now = next(latest.current);
      if (now === latest.current) return;
      const isSameStep = group !== null && group === history.group;
      go({ past: isSameStep ? history.past : [...history.past.slice(-depth), latest.current], now, future: [], group });
    },
    undo: (): void => {
      const before = history.past.at(-1);
      if (before) go({ past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], group: null });
    },
    redo: (): void => {
      const [after, ...rest] = history.future;
      if (after) go({ past: [...history.past, history.now], now: after, future: rest, group: null });
    },
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
