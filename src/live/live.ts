import type { NewEvent, StackEvent } from '../model/stack-event.ts';
import { seriesPoints } from '../view/series/series-points.ts';
import { assembleStatus } from '../view/status/assemble.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import type { PeerStatus, StackStatus } from '../view/status/stack-status.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import type { EventsSeen } from './event-store.ts';
import { History } from './history.ts';
import { mergeEvents } from './merge-events.ts';
import type { Moment } from './moment.ts';
import { peerEvent } from './peer-event.ts';
import type { Pace } from './peer-reader.ts';
import { Peers, type PeersOptions, type PeerTarget } from './peers.ts';
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
  add(events: readonly NewEvent[], seen: EventsSeen): void;
  latest(count: number): readonly StackEvent[];
}

export interface LiveOptions<Peer extends PeerTarget, Events extends EventSink> {
  readonly settings: LiveSettings<Peer>;
  /** One collection of this node; `before` is the one before it. */
  readonly collect: (before: NodeStatus | undefined) => Promise<NodeStatus>;
  readonly fetchPeer: PeersOptions<Peer>['fetch'];
  readonly differences: (before: NodeStatus, after: NodeStatus) => readonly NewEvent[];
  readonly events: Events;
  /** This node's own name. */
  readonly node: () => string;
  /** A collection or a listener threw, which it never should. */
  readonly onError: (error: unknown) => void;
  /** A peer began or ceased to answer, or fails for another reason than before. */
  readonly onPeerChange?: (status: PeerStatus) => void;
  readonly clock?: Clock;
}

/** Of HAProxy, with every row another one each second, about 100 MiB: see bench/history-memory.ts. */
const ROW_BUDGET = 200_000;
const MAX_SERIES = 4096;
/** Events that a moment has; the store has more. */
const MAX_EVENTS = 500;
/** Pages of moments long gone are rare: those of the last moments and of a few that somebody looks back to. */
const ASSEMBLED = 8;
/** Own collections by which an answer of this very process is known; a slow one may be of some time ago. */
const OWN_TIMES = 64;

/** What is known of the stack, now and in the last minutes; everything that the web server shows comes from here. */
export class LiveState<Peer extends PeerTarget, Events extends EventSink> {
  readonly history: History;
  readonly series: SeriesStore;
  readonly events: Events;
  private readonly options: LiveOptions<Peer, Events>;
  private readonly clock: Clock;
  private settings: LiveSettings<Peer>;
  private readonly watcher: Watcher;
  private readonly peers: Peers<Peer>;
  private readonly listeners = new Set<(moment: Moment) => void>();
  private readonly assembled = new Map<Moment, StackStatus>();
  private ownTimes: readonly number[] = [];

  /** Collects from now on. */
  constructor(options: LiveOptions<Peer, Events>) {
    const { settings, clock = SYSTEM_CLOCK, events, fetchPeer, node, onError } = options;
    const lengthSeconds = secondsOf(settings);
    this.options = options;
    this.clock = clock;
    this.settings = settings;
    this.events = events;
    this.history = new History({ lengthSeconds, rowBudget: ROW_BUDGET });
    this.series = new SeriesStore({ points: lengthSeconds, stepSeconds: 1, maxSeries: MAX_SERIES });
    const { intervalMs, idleIntervalMs, peers } = settings;
    this.watcher = new Watcher({ intervalMs, idleIntervalMs, collect: () => this.collect(), clock, onError });
    this.peers = new Peers({
      peers,
      fetch: fetchPeer,
      node,
      isOwn: ({ node: name, takenAtSeconds }) => name === node() && this.ownTimes.includes(takenAtSeconds),
      clock,
      pace: this.pace(),
      onChange: (status, before) => this.tellPeerChange(status, before),
    });
  }

  /** The latest; undefined before the first collection. Assembled once a moment. */
  status(): StackStatus | undefined {
    return this.assemble(this.history.latest());
  }

  /** As it was then; undefined where history does not reach. */
  statusAt(seconds: number): StackStatus | undefined {
    return this.assemble(this.history.at(seconds));
  }

  /** The latest status, collected anew unless it is younger than the interval. */
  async fresh(): Promise<StackStatus | undefined> {
    await this.watcher.fresh();
    return this.status();
  }

  /** Reads all peers and then everything here once more, whatever is known: for one look at the whole stack. */
  async refresh(signal: AbortSignal): Promise<StackStatus | undefined> {
    await this.peers.refresh(signal);
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
    const end = this.watcher.watch();
    this.peers.pace(this.pace());
    return end;
  }

  /**
   * Somebody asked for a page; or `peer`: for `/status.json?scope=node&watched=1`. Requests of peers without `watched`
   * are none, or two that name each other would keep each other awake.
   */
  touch(by: Watching = 'viewer'): void {
    this.watcher.touch(by);
    this.peers.pace(this.pace());
  }

  /** Goes on with another configuration; what history has is kept. */
  reconfigure(settings: LiveSettings<Peer>): void {
    this.settings = settings;
    const lengthSeconds = secondsOf(settings);
    this.history.reconfigure({ lengthSeconds });
    this.series.reconfigure({ points: lengthSeconds });
    this.watcher.reconfigure(settings);
    this.peers.reconfigure(settings.peers);
    this.peers.pace(this.pace());
  }

  /** Resolves when nothing is being read any more. */
  async close(): Promise<void> {
    await Promise.all([this.watcher.close(), this.peers.close()]);
    this.listeners.clear();
  }

  private pace(): Pace {
    const { intervalMs, idleIntervalMs } = this.settings;
    const { isWatched } = this.watcher;
    return { intervalMs: isWatched ? intervalMs : idleIntervalMs, isWatched };
  }

  private async collect(): Promise<void> {
    const before = this.history.latest();
    const [nodeBefore] = before?.nodes ?? [];
    const node = this.history.share(await this.options.collect(nodeBefore));
    this.ownTimes = [...this.ownTimes, node.takenAtSeconds].slice(-OWN_TIMES);
    if (nodeBefore !== undefined) this.addEvents(this.options.differences(nodeBefore, node));
    const seen = this.peers.latest();
    const moment: Moment = {
      takenAtSeconds: node.takenAtSeconds,
      nodes: [node, ...seen.nodes.map((peer) => this.history.share(peer))],
      peers: seen.statuses,
      events: mergeEvents([this.events.latest(MAX_EVENTS), ...seen.events], MAX_EVENTS, before?.events ?? []),
    };
    this.history.add(moment);
    this.series.add(moment.takenAtSeconds, moment.nodes.flatMap(seriesPoints));
    this.peers.pace(this.pace());
    for (const listener of [...this.listeners]) this.tell(listener, moment);
  }

  /** What one listener throws takes the moment from no other. */
  private tell(listener: (moment: Moment) => void, moment: Moment): void {
    try {
      listener(moment);
    } catch (error) {
      this.options.onError(error);
    }
  }

  private tellPeerChange(status: PeerStatus, before: PeerStatus | undefined): void {
    const atMs = this.clock.wallMs();
    const event = peerEvent(status, before, { node: this.options.node(), atMs });
    if (event !== undefined) this.addEvents([event]);
    this.options.onPeerChange?.(status);
  }

  private addEvents(events: readonly NewEvent[]): void {
    if (events.length > 0) this.events.add(events, { seenAtMs: this.clock.wallMs(), isHistory: false });
  }

  private assemble(moment: Moment | undefined): StackStatus | undefined {
    if (moment === undefined) return undefined;
    const known = this.assembled.get(moment);
    if (known !== undefined) return known;
    const status = assembleStatus(moment, moment.events);
    this.assembled.set(moment, status);
    for (const [oldest] of this.assembled) {
      if (this.assembled.size <= ASSEMBLED) break;
      this.assembled.delete(oldest);
    }
    return status;
  }
}

function secondsOf({ historyMs }: { readonly historyMs: number }): number {
  return Math.ceil(historyMs / 1000);
}
