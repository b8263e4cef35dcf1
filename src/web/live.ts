import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { kinds } from './kinds.ts';
import { isObject } from './problem.ts';

/** What the server says: records of these kinds changed; which ones, when they are few. */
interface Change {
  kinds: string[];
  ids: string[];
}

/** Everything is to be read again; with other rights, what is kept of screens that are not shown goes too. */
type Message = { change: Change } | { resync: true; isOther: boolean };

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Reads one message of the stream; null when it is none. */
export function readChange(data: unknown): Change | null {
  return isObject(data) ? { kinds: texts(data['kinds']), ids: texts(data['ids']) } : null;
}

function parse(text: string): Change | null {
  try {
    return readChange(JSON.parse(text));
  } catch {
    return null;
  }
}

type Keyed = Pick<Query, 'queryKey' | 'meta'>;

/** True when a change may alter what this query read. Queries name further kinds they show in `meta.kinds`. */
export function isTouched({ queryKey, meta }: Keyed, change: Change): boolean {
  const [noun, , params] = queryKey;
  if (texts(meta?.['kinds']).some((kind) => change.kinds.includes(kind))) return true;
  if (!change.kinds.some((kind) => (kinds[kind]?.noun ?? `${kind}s`) === noun)) return false;
  const id = isObject(params) ? params['id'] : undefined;
  return change.ids.length === 0 || typeof id !== 'string' || change.ids.includes(id);
}

class LiveClient {
  private readonly queryClient: QueryClient;
  private readonly channel: BroadcastChannel;
  private readonly stop = new AbortController();
  private pending: Change[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(queryClient: QueryClient, workspaceId: string) {
    this.queryClient = queryClient;
    const name = `chengdan.live.${workspaceId}`;
    this.channel = new BroadcastChannel(name);
    this.channel.addEventListener('message', (event: MessageEvent<Message>) => this.take(event.data));
    this.lead(name);
  }

  /** One tab of the browser holds the connection: it is one of six that a browser opens to a host. */
  private lead(name: string): void {
    // Only on plain http of a local network is there no lock manager; there each tab listens for itself.
    if (!('locks' in navigator)) {
      this.listen();
      return;
    }
    const held = (isTakenOver: boolean): Promise<void> =>
      new Promise((resolve) => {
        const source = this.listen(isTakenOver);
        this.stop.signal.addEventListener('abort', () => {
          source.close();
          resolve();
        });
      });
    navigator.locks
      .request(name, { ifAvailable: true }, async (lock) => (lock ? held(false) : 'busy'))
      .then((free) =>
        free === 'busy' ? navigator.locks.request(name, { signal: this.stop.signal }, () => held(true)) : undefined,
      )
      .catch(() => undefined);
  }

  /** A connection that is taken over from a tab that left has a gap before it: what was told in it, rights among it, was told to nobody. */
  private listen(isTakenOver = false): EventSource {
    const source = new EventSource('/api/v1/live');
    let wasLost = isTakenOver;
    let isOther = isTakenOver;
    source.addEventListener('error', () => {
      wasLost = true;
    });
    source.addEventListener('open', () => {
      // What happened meanwhile was not told: read again what is on screen.
      if (wasLost) this.tell({ resync: true, isOther });
      wasLost = false;
      isOther = false;
    });
    source.addEventListener('changed', (event: MessageEvent<string>) => {
      const change = parse(event.data);
      if (change) this.tell({ change });
    });
    // Another role or team, or the eyes of another: everything on screen is asked for again, the rights with it.
    source.addEventListener('rights', () => this.tell({ resync: true, isOther: true }));
    this.stop.signal.addEventListener('abort', () => source.close());
    return source;
  }

  private tell(message: Message): void {
    this.channel.postMessage(message);
    this.take(message);
  }

  private take(message: Message): void {
    if ('resync' in message) {
      if (message.isOther) this.queryClient.removeQueries({ type: 'inactive' });
      void this.queryClient.invalidateQueries({ refetchType: 'active' });
      return;
    }
    this.pending.push(message.change);
    this.timer ??= setTimeout(() => this.refresh(), 300);
  }

  private refresh(): void {
    const changes = this.pending;
    this.pending = [];
    this.timer = undefined;
    void this.queryClient.invalidateQueries({ predicate: (query) => changes.some((change) => isTouched(query, change)) });
  }

  close(): void {
    clearTimeout(this.timer);
    this.stop.abort();
    this.channel.close();
  }
}

/** Keeps what is on screen fresh while the shell is open. */
export function useLiveUpdates(workspaceId: string): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    let client: LiveClient | undefined;
    // After the first screen stands: nothing on it waits for this.
    const timer = setTimeout(() => {
      client = new LiveClient(queryClient, workspaceId);
    });
    return () => {
      clearTimeout(timer);
      client?.close();
    };
  }, [queryClient, workspaceId]);
}
