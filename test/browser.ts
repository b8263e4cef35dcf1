import type { Caller, RawReply } from './http.ts';

let count = 0;

/** The cookies of a browser, kept from reply to reply; each comes from an address of its own, so that no limit of another is met. */
export class Browser {
  private readonly anonymous: Caller;
  private readonly jar = new Map<string, string>();
  private readonly address: string;

  constructor(anonymous: Caller) {
    this.anonymous = anonymous;
    count += 1;
    this.address = `198.18.${Math.floor(count / 250)}.${(count % 250) + 1}`;
  }

  /** Keeps what a reply sets. */
  take(reply: RawReply): RawReply {
    const set = reply.headers['set-cookie'];
    for (const line of Array.isArray(set) ? set : [set]) {
      const [, name, value = ''] = /^([^=]+)=([^;]*)/.exec(String(line)) ?? [];
      if (name === undefined) continue;
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return reply;
  }

  get caller(): Caller {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return this.anonymous.with({ cookie, 'x-forwarded-for': this.address });
  }

  forgetSession(): void {
    this.jar.delete('chengdan.session_token');
  }

  async get(path: string): Promise<RawReply> {
    return this.take(await this.caller.get(path));
  }

  async post(path: string, body?: unknown): Promise<RawReply> {
    return this.take(await this.caller.post(`/api/v1${path}`, body));
  }

  enter(email: string, password: string): Promise<RawReply> {
    return this.post('/session', { email, password });
  }
}
