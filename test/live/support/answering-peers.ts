import type { StackEvent } from '../../../src/model/stack-event.ts';
import type { NodeStatus } from '../../../src/view/status/node-status.ts';
import { countedNode } from './counted-node.ts';
import type { FakeClock } from './fake-clock.ts';

export interface FakePeer {
  readonly url: string;
  readonly timeoutMs: number;
}

/** How a peer answers: what it throws, or what it says after so long. */
export type Answering =
  | { readonly error: string }
  | {
      readonly node: NodeStatus;
      readonly takesMs?: number;
      readonly aheadMs?: number;
      readonly events?: StackEvent[];
    };

/** Peers that answer as they are told to, and the requests that they got. */
export class AnsweringPeers {
  readonly requests: { readonly atMs: number; readonly url: string }[] = [];
  readonly answers = new Map<string, Answering>();
  private readonly clock: FakeClock;
  private readonly underWay = new Map<string, number>();
  /** Requests that one peer had at the same time. */
  mostAtOnce = 0;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  answer(
    host: string,
    answering: Partial<Extract<Answering, { node: NodeStatus }>> & { readonly name?: string } = {},
  ): void {
    const node = countedNode(answering.name ?? host, this.clock.wallMs() / 1000, [1]);
    this.answers.set(peer(host).url, { node, ...answering });
  }

  fail(host: string, error: string): void {
    this.answers.set(peer(host).url, { error });
  }

  readonly fetch = async (
    { url: base }: FakePeer,
    url: string,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<string> => {
    this.requests.push({ atMs: this.clock.elapsedMs(), url });
    const atOnce = (this.underWay.get(base) ?? 0) + 1;
    this.underWay.set(base, atOnce);
    this.mostAtOnce = Math.max(this.mostAtOnce, atOnce);
    const answering = this.answers.get(base) ?? { error: `${url} is not there` };
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if ('error' in answering) resolve();
      else this.clock.after(answering.takesMs ?? 0, resolve);
    });
    this.underWay.set(base, atOnce - 1);
    if ('error' in answering) throw new Error(answering.error);
    return JSON.stringify([base, this.clock.wallMs() + (answering.aheadMs ?? 0)]);
  };

  readonly parse = (text: string) => {
    const [base, nowMs] = JSON.parse(text) as [string, number];
    const answering = this.answers.get(base);
    if (answering === undefined || 'error' in answering) throw new Error('no document');
    return { node: answering.node, events: answering.events ?? [], nowSeconds: nowMs / 1000 };
  };

  requestsOf(host: string): number[] {
    return this.requests.filter(({ url }) => url.startsWith(peer(host).url)).map(({ atMs }) => atMs);
  }
}

export function peer(host: string): FakePeer {
  return { url: `http://${host}:9053`, timeoutMs: 2000 };
}
