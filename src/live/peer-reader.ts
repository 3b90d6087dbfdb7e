import { isDeepStrictEqual } from 'node:util';
import type { StackEvent } from '../model/stack-event.ts';
import { withTimeout } from '../sources/abort.ts';
import type { ReadLimits } from '../sources/source-error.ts';
import type { NodeDocument } from '../view/status/document/document.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import type { PeerStatus } from '../view/status/stack-status.ts';
import type { Clock } from './clock.ts';
import { ClockOffset, clockSample } from './clock-offset.ts';

/** Another vipscope. What else its configuration says is for whoever fetches. */
export interface PeerTarget {
  /** Without user and password: it is shown. */
  readonly url: string;
  readonly timeoutMs: number;
}

/** How often it is read, and whether somebody looks at the page that it is read for. */
export interface Pace {
  readonly intervalMs: number;
  readonly isWatched: boolean;
}

export interface PeerReaderOptions<Peer extends PeerTarget> {
  readonly peer: Peer;
  readonly pace: Pace;
  /** Reads one document of a peer. @throws SourceError */
  readonly fetch: (peer: Peer, url: string, limits: ReadLimits) => Promise<string>;
  /** @throws Error of one line */
  readonly parse: (text: string) => NodeDocument;
  /** Whether an answer is one of this very process. */
  readonly isOwn: (node: NodeStatus) => boolean;
  readonly clock: Clock;
  /** It answered or failed. */
  readonly onRead: () => void;
}

/** What is known of a peer. */
export interface PeerView {
  readonly status: PeerStatus;
  readonly isOwn: boolean;
  /** Absent where it is too old to be shown. */
  readonly node?: NodeStatus;
  readonly events: readonly StackEvent[];
}

interface Answer {
  readonly node: NodeStatus;
  readonly events: readonly StackEvent[];
  readonly isOwn: boolean;
  readonly elapsedMs: number;
  readonly atSeconds: number;
}

const MAX_BYTES = 64 * 2 ** 20;
const MAX_EVENTS = 500;
/** How long a node is shown that does not answer any more. */
const SHOWN_MS = 10_000;
/** An answer is followed by the next question after so many times its duration at the soonest. */
const PAUSES = 4;

/** Reads one peer again and again, never twice at the same time. */
export class PeerReader<Peer extends PeerTarget> {
  private readonly options: PeerReaderOptions<Peer>;
  private pace: Pace;
  private asking = new AbortController();
  private isClosed = false;
  private readonly clockOffset = new ClockOffset();
  private answer: Answer | undefined;
  private failure: string | undefined;
  private begunMs: number | undefined;
  private durationMs = 0;
  private running: Promise<void> | undefined;
  private callOff: () => void;

  constructor(options: PeerReaderOptions<Peer>) {
    this.options = options;
    this.pace = options.pace;
    this.callOff = options.clock.after(0, () => void this.read());
  }

  get peer(): Peer {
    return this.options.peer;
  }

  /** Undefined before it has answered or failed. */
  view(): PeerView | undefined {
    const { answer, failure } = this;
    if (answer === undefined && failure === undefined) return undefined;
    const offset = this.clockOffset.best;
    const status: PeerStatus = {
      url: this.peer.url,
      state: failure === undefined ? 'ok' : 'failed',
      ...(failure !== undefined && { reason: failure }),
      ...(answer && { node: answer.node.node, answeredAtSeconds: answer.atSeconds }),
      ...(offset && {
        clockOffsetSeconds: offset.offsetSeconds,
        clockErrorSeconds: offset.errorSeconds,
      }),
    };
    const isShown = answer !== undefined && this.options.clock.elapsedMs() - answer.elapsedMs <= this.shownMs;
    return {
      status,
      isOwn: answer?.isOwn ?? false,
      ...(isShown && { node: answer.node }),
      events: answer?.events ?? [],
    };
  }

  /** Resolves after the reading that is under way, or else one that begins now. */
  read(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    this.running ??= this.run();
    return this.running;
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    if (this.running === undefined && this.begunMs !== undefined) this.schedule();
  }

  /** Resolves when nothing is being read any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.callOff();
    this.asking.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    this.callOff();
    const { clock, onRead } = this.options;
    const begunMs = clock.elapsedMs();
    try {
      this.answer = await this.ask(begunMs);
      this.failure = undefined;
    } catch (error) {
      this.failure = oneLine(error);
    }
    this.begunMs = begunMs;
    this.durationMs = clock.elapsedMs() - begunMs;
    this.running = undefined;
    if (this.isClosed) return;
    onRead();
    this.schedule();
  }

  private async ask(begunMs: number): Promise<Answer> {
    const { peer, fetch, parse, isOwn, clock } = this.options;
    const url = `${peer.url}/status.json?scope=node${this.pace.isWatched ? '&watched=1' : ''}`;
    const begunSeconds = clock.wallMs() / 1000;
    // One for each question: whatever listens to it goes with it.
    this.asking = new AbortController();
    const signal = withTimeout(this.asking.signal, peer.timeoutMs);
    const text = await fetch(peer, url, { signal, maxBytes: MAX_BYTES });
    const elapsedMs = clock.elapsedMs();
    const { node, events, nowSeconds } = parse(text);
    const tookSeconds = (elapsedMs - begunMs) / 1000;
    this.clockOffset.add(clockSample({ theirSeconds: nowSeconds, begunSeconds, tookSeconds }));
    return {
      node,
      // Of itself, that is; nobody speaks for another node.
      events: this.sameEvents(events.filter(({ node: of }) => of === node.node).slice(0, MAX_EVENTS)),
      isOwn: isOwn(node),
      elapsedMs,
      atSeconds: clock.wallMs() / 1000,
    };
  }

  /** The list of the answer before where nothing has happened since, so that history has it once. */
  private sameEvents(events: readonly StackEvent[]): readonly StackEvent[] {
    const before = this.answer?.events ?? [];
    return isDeepStrictEqual(events, before) ? before : events;
  }

  private get periodMs(): number {
    return Math.max(this.pace.intervalMs, PAUSES * this.durationMs);
  }

  /** One that has not failed may not have been asked for a while, or be about to answer. */
  private get shownMs(): number {
    return this.failure === undefined ? this.periodMs + SHOWN_MS : SHOWN_MS;
  }

  private schedule(): void {
    this.callOff();
    if (this.isClosed) return;
    const { clock } = this.options;
    const sinceBegunMs = clock.elapsedMs() - (this.begunMs ?? 0);
    this.callOff = clock.after(Math.max(0, this.periodMs - sinceBegunMs), () => void this.read());
  }
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? '';
}
