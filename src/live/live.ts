import type { NewEvent, StackEvent } from '../model/stack-event.ts';
import type { ReadLimits } from '../sources/source-error.ts';
import { assembleStatus } from '../view/status/assemble.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import type { StackStatus } from '../view/status/stack-status.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import { History } from './history.ts';
import type { Moment } from './moment.ts';
import { Peers, type PeerTarget } from './peers.ts';
import { SeriesStore } from './series-store.ts';
import { Watcher, type Watching } from './watcher.ts';

/** What the configuration says of the live view. */
export interface LiveSettings<Peer extends PeerTarget> {
  readonly intervalMs: number;
  readonly idleIntervalMs: number;
  readonly historyMs: number;
  readonly peers: readonly Peer[];
}

/** What the live view asks of the store of events. */
export interface EventSink {
  add(events: readonly NewEvent[], origin: { readonly seenAtMs: number; readonly isHistory: boolean }): void;
  latest(count: number): readonly StackEvent[];
}

export interface LiveOptions<Peer extends PeerTarget, Events extends EventSink> {
  readonly settings: LiveSettings<Peer>;
  /** One collection of this node; `before` is the one before it. */
  readonly collect: (before: NodeStatus | undefined) => Promise<NodeStatus>;
  readonly fetchPeer: (peer: Peer, url: string, limits: ReadLimits) => Promise<string>;
  readonly differences: (before: NodeStatus, after: NodeStatus) => readonly NewEvent[];
  readonly events: Events;
  readonly node: () => string;
  /** A collection threw, which it never should. */
  readonly onError: (error: unknown) => void;
  readonly clock?: Clock;
}

/** What is known of the stack, now and in the last minutes; everything that the web server shows comes from here. */
export class LiveState<Peer extends PeerTarget, Events extends EventSink> {
  readonly history: History;
  readonly series: SeriesStore;
  readonly events: Events;
  private readonly watcher: Watcher;
  private readonly peers: Peers<Peer>;
  private readonly listeners = new Set<(moment: Moment) => void>();

  constructor(options: LiveOptions<Peer, Events>) {
    const { settings, clock = SYSTEM_CLOCK } = options;
    const lengthSeconds = settings.historyMs / 1000;
    this.history = new History({ lengthSeconds, rowBudget: 200_000 });
    this.series = new SeriesStore({ points: lengthSeconds, stepSeconds: 1, maxSeries: 4096 });
    this.events = options.events;
    this.peers = new Peers({
      peers: settings.peers,
      fetch: options.fetchPeer,
      node: options.node,
      isOwn: () => false,
      clock,
      intervalMs: settings.idleIntervalMs,
      onChange: () => undefined,
    });
    this.watcher = new Watcher({
      ...settings,
      collect: () => Promise.resolve(),
      clock,
      onError: options.onError,
    });
  }

  /** The latest; undefined before the first collection. Assembled once a moment. */
  status(): StackStatus | undefined {
    const moment = this.history.latest();
    return moment && assembleStatus(moment, moment.events);
  }

  /** As it was then; undefined where history does not reach. */
  statusAt(seconds: number): StackStatus | undefined {
    const moment = this.history.at(seconds);
    return moment && assembleStatus(moment, moment.events);
  }

  /** The latest status, collected now unless it is younger than a second. */
  async fresh(): Promise<StackStatus | undefined> {
    await this.watcher.now();
    return this.status();
  }

  /** Calls with each new moment. @returns what ends that */
  onMoment(listener: (moment: Moment) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Somebody watches until what this returns is called: a stream is open. */
  watch(): () => void {
    return this.watcher.watch();
  }

  /** Somebody asked for a page, or as `peer` for `/status.json?scope=node&watched=1`. */
  touch(by: Watching = 'viewer'): void {
    this.watcher.touch(by);
  }

  /** Goes on with another configuration; history is kept. */
  reconfigure(settings: LiveSettings<Peer>): void {
    this.watcher.reconfigure(settings);
    this.peers.reconfigure(settings.peers);
  }

  async close(): Promise<void> {
    await Promise.all([this.watcher.close(), this.peers.close()]);
  }
}
