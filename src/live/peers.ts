import { isDeepStrictEqual } from 'node:util';
import type { StackEvent } from '../model/stack-event.ts';
import { parseNodeDocument } from '../view/status/document/document.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import type { PeerStatus } from '../view/status/stack-status.ts';
import {
  type Pace,
  PeerReader,
  type PeerReaderOptions,
  type PeerTarget,
  type PeerView,
} from './peer-reader.ts';

export type { PeerTarget } from './peer-reader.ts';

export interface PeersOptions<Peer extends PeerTarget>
  extends Pick<PeerReaderOptions<Peer>, 'fetch' | 'isOwn' | 'clock' | 'pace'> {
  readonly peers: readonly Peer[];
  /** This node's own name. */
  readonly node: () => string;
  /** A peer began or ceased to answer, or fails for another reason than before. */
  readonly onChange: (status: PeerStatus, before: PeerStatus | undefined) => void;
  readonly parse?: PeerReaderOptions<Peer>['parse'];
}

export interface PeersSeen {
  readonly nodes: readonly NodeStatus[];
  readonly statuses: readonly PeerStatus[];
  /** Of each node by itself, the latest first. */
  readonly events: readonly (readonly StackEvent[])[];
}

/** The other vipscopes, each read on its own; one that does not answer delays no other. */
export class Peers<Peer extends PeerTarget> {
  private readonly options: PeersOptions<Peer>;
  private currentPace: Pace;
  private readers: readonly PeerReader<Peer>[];
  /** What `onChange` was told of each, by URL. */
  private told = new Map<string, PeerStatus>();

  constructor(options: PeersOptions<Peer>) {
    this.options = options;
    this.currentPace = options.pace;
    this.readers = options.peers.map((peer) => this.readerOf(peer));
  }

  latest(): PeersSeen {
    const views = this.readers.flatMap((reader) => reader.view() ?? []);
    return distinct(views, this.options.node());
  }

  /** Reads all of them now; resolves when each has answered or failed, or the signal aborts. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([Promise.all(this.readers.map((reader) => reader.read())), aborted]);
  }

  /** Reads this often from now on. `isWatched` tells the peers that somebody looks at the page. */
  pace(pace: Pace): void {
    if (isDeepStrictEqual(pace, this.currentPace)) return;
    this.currentPace = pace;
    for (const reader of this.readers) reader.setPace(pace);
  }

  /** Goes on with these; what is known of one that stays is kept. */
  reconfigure(peers: readonly Peer[]): void {
    const before = this.readers;
    this.readers = peers.map(
      (peer) => before.find((reader) => isDeepStrictEqual(reader.peer, peer)) ?? this.readerOf(peer),
    );
    for (const reader of before) {
      if (this.readers.includes(reader)) continue;
      this.told.delete(reader.peer.url);
      void reader.close();
    }
  }

  /** Resolves when nothing is being read any more. */
  async close(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.close()));
  }

  private readerOf(peer: Peer): PeerReader<Peer> {
    const { fetch, isOwn, clock, parse = parseNodeDocument } = this.options;
    const { currentPace: pace } = this;
    return new PeerReader({ peer, pace, fetch, parse, isOwn, clock, onRead: () => this.tellChanges() });
  }

  private tellChanges(): void {
    for (const status of this.latest().statuses) {
      const before = this.told.get(status.url);
      if (before?.state === status.state && before.reason === status.reason) continue;
      this.told.set(status.url, status);
      this.options.onChange(status, before);
    }
  }
}

/** No node twice: neither this one nor one that two URLs lead to. */
function distinct(views: readonly PeerView[], own: string): PeersSeen {
  const urlByNode = new Map<string, string>();
  const seen = views.map((view): PeerView => {
    const { node, ...rest } = view;
    const { status } = view;
    // One list of peers may serve all nodes, with each of them in it.
    if (view.isOwn && status.state === 'ok') {
      return { ...rest, events: [], status: { ...status, reason: 'is this node itself' } };
    }
    if (node === undefined) return view;
    const other = node.node === own ? 'this node itself' : urlByNode.get(node.node);
    if (other === undefined) {
      urlByNode.set(node.node, status.url);
      return view;
    }
    const reason = `has the name ${node.node} of ${other}; give each its own node, or remove it from peers`;
    return { ...rest, events: [], status: { ...status, state: 'failed', reason } };
  });
  return {
    nodes: seen.flatMap(({ node }) => node ?? []),
    statuses: seen.map(({ status }) => status),
    events: seen.map(({ events }) => events),
  };
}
